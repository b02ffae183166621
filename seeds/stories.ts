// Who works on wellbeing in each setting, and the story of its work: the two schools of the cast in full view, the
// others of the county behind them.
import { loadEdition } from '../src/modules/toolkit/edition.ts'
import type { RoleName } from '../src/kernel/access.ts'
import type { Calendar } from './calendar.ts'
import { alderbourne, cast, larchmead, seedId, type CastMember } from './cast.ts'
import { enrolled, type Enrolled } from './enrolled.ts'
import type { Seat } from './history/story.ts'
import { tellStory } from './history/tell.ts'
import { namer } from './names.ts'
import { addAtTheDoor, addPerson, addPlace, personOf, type SeedPerson } from './people.ts'
import { chanceFrom, type Chance } from './random.ts'
import type { Rows } from './rows.ts'
import { addSchool } from './schools.ts'
import { scriptOf } from './script.ts'

const seat = (member: CastMember, covers: readonly string[], minutes: number, lead = false): Seat => ({
  one: member,
  covers,
  minutes,
  lead,
})

export function addCastSchools(rows: Rows, calendar: Calendar): void {
  const edition = loadEdition('primary', 1)
  addSchool(rows, calendar, {
    ...larchmead,
    designation: 'primary',
    urn: 700901,
    district: 'Castlegate',
    inTrust: true,
    enrolledAgo: 640,
    signedAgo: 625,
    flows: ['board', 'reviewers_reading', 'moves'],
    sharedAgo: 600,
    levels: [1, 2],
    head: cast.ruth,
  })
  addSchool(rows, calendar, {
    ...alderbourne,
    designation: 'primary',
    urn: 700902,
    district: 'Haven',
    inTrust: true,
    enrolledAgo: 130,
    signedAgo: 110,
    flows: ['board', 'moves'],
    sharedAgo: 100,
    levels: [1],
    head: cast.helen,
  })
  tellStory(
    {
      ...{
        rows,
        calendar,
        edition,
        setting: larchmead.setting,
        school: larchmead.name,
        joinedAgo: 565,
        strength: 1.85,
      },
      chance: chanceFrom('larchmead'),
      seats: [
        seat(cast.amina, ['senior_mental_health_lead'], 60, true),
        seat(cast.ruth, ['senior_leader'], 20),
        seat(cast.tom, ['teacher'], 30),
        seat(cast.dee, ['lead_governor'], 15),
        seat(cast.joan, ['teaching_assistant'], 20),
        seat(cast.sam, ['pastoral'], 45),
      ],
    },
    [
      { startedAgo: 560, assessEndedAgo: 490, planEndedAgo: 420, reviewEndedAgo: 160, part: 1 },
      { startedAgo: 150, assessEndedAgo: 62, part: 0.6 },
    ],
  )
  const beside = besideTheCast(rows, calendar)
  tellStory(
    {
      ...{
        rows,
        calendar,
        edition,
        setting: alderbourne.setting,
        school: alderbourne.name,
        joinedAgo: 50,
        strength: 1.75,
      },
      chance: chanceFrom('alderbourne'),
      seats: [
        seat(cast.marcus, ['senior_mental_health_lead'], 50, true),
        seat(cast.helen, ['senior_leader'], 15),
        ...beside,
        seat(cast.tom, [], 10),
      ],
    },
    [{ startedAgo: 45, part: 0.3 }],
  )
}

/** Two colleagues at Alderbourne who are on its team without being of the thirteen. */
function besideTheCast(rows: Rows, calendar: Calendar): Seat[] {
  const colleagues = [
    { name: 'Grace Nnamdi', role: 'teacher', minutes: 25 },
    { name: 'Peter Lomas', role: 'teaching_assistant', minutes: 20 },
  ] as const
  return colleagues.map(({ name, role, minutes }) => {
    const one = personOf(name, alderbourne.setting, 'alderbourne')
    addPerson(rows, one, calendar.at(120))
    addPlace(rows, one, alderbourne.setting, role, calendar.day(120))
    return { one, covers: [role], minutes }
  })
}

/** In the order in which a team usually finds its people; a small one lacks the last. */
const TEAM: readonly { role: RoleName; covers: string; minutes: number }[] = [
  { role: 'senior_mental_health_lead', covers: 'senior_mental_health_lead', minutes: 60 },
  { role: 'senior_leader', covers: 'senior_leader', minutes: 25 },
  { role: 'teacher', covers: 'teacher', minutes: 30 },
  { role: 'pastoral', covers: 'pastoral', minutes: 40 },
  { role: 'lead_governor', covers: 'lead_governor', minutes: 15 },
  { role: 'teaching_assistant', covers: 'teaching_assistant', minutes: 25 },
  { role: 'pshe_lead', covers: 'pshe_lead', minutes: 30 },
  { role: 'senco', covers: 'pastoral', minutes: 20 },
]

const FLOWS = { all: ['board', 'reviewers_reading', 'moves'], board: ['board', 'moves'] } as const

/** The rest of the county. */
export function addCounty(rows: Rows, calendar: Calendar): void {
  const edition = loadEdition('primary', 1)
  const newName = namer(chanceFrom('names'))
  for (const school of enrolled) {
    const setting = seedId(`school ${school.urn ?? school.name}`)
    const chance = chanceFrom(`school ${school.urn ?? school.name}`)
    const domain = school.name.toLowerCase().replace(/[^a-z]+/g, '-')
    const here = { rows, calendar, chance, edition, setting }
    const newPerson = (): SeedPerson => personOf(newName(), setting, domain)
    if (school.staff) {
      addStaffed(here, school, (name) => personOf(name, setting, domain))
      continue
    }
    const head = newPerson()
    addPerson(rows, head, calendar.at(school.enrolledAgo))
    addEnrolled(rows, calendar, school, setting, head)
    addPlace(rows, head, setting, 'head', calendar.day(school.enrolledAgo))
    if (school.team === undefined) addLead(rows, calendar, school, setting, newPerson())
    else addTeamOf(here, school, newPerson)
  }
}

function addEnrolled(rows: Rows, calendar: Calendar, school: Enrolled, setting: string, head: SeedPerson): void {
  const { name, designation, urn, district, enrolledAgo, signedAgo, shares, levels = [1] } = school
  addSchool(rows, calendar, {
    ...{ setting, name, designation, urn, district, inTrust: false, enrolledAgo, signedAgo, levels, head },
    flows: shares ? FLOWS[shares] : [],
    sharedAgo: Math.max(1, (signedAgo ?? 2) - 12),
  })
}

/** A setting of another edition, whose people have names of their own. */
function addStaffed(here: Here, school: Enrolled, personNamed: (name: string) => SeedPerson): void {
  const { rows, calendar, setting } = here
  const { staff = [], edition = 'primary', cycles = [] } = school
  const since = school.signedAgo ?? school.enrolledAgo
  const people = staff.map((one) => ({ ...one, one: personNamed(one.name) }))
  const head = people.find(({ roles }) => roles.includes('head'))
  if (!head) throw new Error(`${school.name} has no head`)
  for (const { one } of people) addPerson(rows, one, calendar.at(since))
  addEnrolled(rows, calendar, school, setting, head.one)
  for (const { one, roles } of people) for (const role of roles) addPlace(rows, one, setting, role, calendar.day(since))
  addAtTheDoor(rows, people[0]!.one, school.name, `Mental health lead of ${school.name}`)
  const seats = people.map(({ one, covers, minutes }, at) => ({ one, covers, minutes, lead: at === 0 }))
  const story = { ...here, edition: loadEdition(edition, 1), school: school.name, seats, script: scriptOf(edition) }
  tellStory({ ...story, strength: 1.7, joinedAgo: (cycles[0]?.startedAgo ?? since) + 3 }, cycles)
}

/** A setting that has not begun has its mental health lead named, when its head has signed. */
function addLead(rows: Rows, calendar: Calendar, school: Enrolled, setting: string, one: SeedPerson): void {
  if (school.signedAgo === undefined) return
  addPerson(rows, one, calendar.at(school.signedAgo))
  addPlace(rows, one, setting, 'senior_mental_health_lead', calendar.day(school.signedAgo))
}

type Here = { rows: Rows; calendar: Calendar; chance: Chance; edition: ReturnType<typeof loadEdition>; setting: string }

function addTeamOf(here: Here, school: Enrolled, newPerson: () => SeedPerson): void {
  const { rows, calendar, setting } = here
  const since = school.signedAgo ?? school.enrolledAgo
  const seats = TEAM.slice(0, school.team).map(({ role, covers, minutes }, at) => {
    const one = newPerson()
    addPerson(rows, one, calendar.at(since))
    addPlace(rows, one, setting, role, calendar.day(since))
    return { one, covers: [covers], minutes, lead: at === 0 }
  })
  const cycles = school.cycles ?? []
  if (cycles.length === 0) return
  const start = {
    ...here,
    school: school.name,
    seats,
    strength: school.strength ?? 1.8,
    joinedAgo: (cycles[0]?.startedAgo ?? since) + 3,
  }
  tellStory(start, cycles)
}
