// A village school of 67 children whose head is its safeguarding lead, mental health lead and SENCO as well. It has
// signed and has not begun: the place in which small-school mode is suggested. Its head is not one of the thirteen.
import type { RoleName } from '../src/kernel/access.ts'
import type { Calendar } from './calendar.ts'
import { seedId } from './cast.ts'
import { addPerson, addPlace, personOf } from './people.ts'
import type { Rows } from './rows.ts'
import { addSchool } from './schools.ts'

const setting = seedId('school 700169')

export const woodmere = {
  setting,
  name: 'Woodmere Community Primary School',
  head: personOf('Wendy Marlow', setting, 'woodmere'),
  hats: ['head', 'designated_safeguarding_lead', 'senior_mental_health_lead', 'senco'],
} as const satisfies { hats: readonly RoleName[]; [more: string]: unknown }

export function addSmall(rows: Rows, calendar: Calendar): void {
  const { name, head, hats } = woodmere
  addPerson(rows, head, calendar.at(60))
  addSchool(rows, calendar, {
    ...{ setting, name, designation: 'primary', urn: 700169, district: 'Upper Weald', inTrust: false },
    ...{ enrolledAgo: 60, signedAgo: 41, flows: [], sharedAgo: 40, levels: [1], head },
  })
  for (const role of hats) addPlace(rows, head, setting, role, calendar.day(60))
}
