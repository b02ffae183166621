// A setting of each of the other editions at work with it, with the people who do it. What they write is in words/EDITION.
// All but the community organisation are rows of the made-up register.
import type { RoleName } from '../src/kernel/access.ts'
import type { Enrolled } from './enrolled.ts'

/** `covers`: which of the edition's recommended roles; none: not on the team. */
export type Staffed = {
  name: string
  roles: readonly RoleName[]
  covers: readonly string[]
  minutes: number
}

const who = (name: string, roles: readonly RoleName[], covers: readonly string[], minutes: number): Staffed => ({
  ...{ name, roles, covers, minutes },
})

export const ofEachKind: readonly Enrolled[] = [
  {
    urn: 700637,
    name: 'Elmcourt Special School',
    designation: 'special',
    district: 'Haven',
    enrolledAgo: 730,
    signedAgo: 712,
    shares: 'all',
    levels: [1, 2, 3],
    edition: 'special',
    cycles: [{ startedAgo: 455, assessEndedAgo: 385, planEndedAgo: 270, reviewEndedAgo: 24, part: 1 }],
    staff: [
      who('Seun Bakare', ['senior_mental_health_lead', 'senco'], ['senior_mental_health_lead'], 70),
      who('Carys Llewellyn', ['head'], ['senior_leader'], 20),
      who('Ioana Marinescu', ['teacher'], ['teacher'], 30),
      who('Derek Foulds', ['teaching_assistant'], ['teaching_assistant'], 30),
      who('Shabnam Rafiq', ['pastoral', 'designated_safeguarding_lead'], ['pastoral'], 40),
      who('Hilary Stott', ['lead_governor'], ['lead_governor'], 15),
    ],
  },
  {
    urn: 700645,
    name: 'Chalkcombe Pupil Referral Unit',
    designation: 'alternative_provision',
    district: 'Oakhurst',
    enrolledAgo: 165,
    signedAgo: 150,
    shares: 'board',
    levels: [1, 2, 3],
    edition: 'alternative-provision',
    cycles: [{ startedAgo: 58, part: 0.4 }],
    staff: [
      who(
        'Tess Corrigan',
        ['senior_mental_health_lead', 'designated_safeguarding_lead'],
        ['senior_mental_health_lead', 'designated_safeguarding_lead'],
        60,
      ),
      who('Dominic Achebe', ['head'], ['senior_leader'], 30),
      who('Rob Hallam', ['teacher'], ['teacher'], 25),
      who('Kayleigh Durrant', ['teaching_assistant'], ['teaching_assistant'], 25),
      who('Winston Grant', ['pastoral'], ['pastoral'], 30),
      who('Jean Prior', ['lead_governor'], ['lead_governor'], 10),
    ],
  },
  {
    // Begun after the programme put out a criterion of its own, so that it is asked that as well.
    urn: 700535,
    name: 'Teaselgate High School',
    designation: 'secondary',
    district: 'Castlegate',
    enrolledAgo: 742,
    signedAgo: 720,
    shares: 'board',
    levels: [1, 2],
    edition: 'secondary',
    cycles: [{ startedAgo: 38, assessEndedAgo: 9, part: 0.6 }],
    staff: [
      who('Callum Drummond', ['senior_mental_health_lead', 'senior_leader'], ['senior_mental_health_lead'], 90),
      who('Anneka Visser', ['head'], ['senior_leader'], 20),
      who('Parveen Aslam', ['teacher'], ['teacher'], 30),
      who('Josh Tindall', ['pastoral'], ['pastoral'], 45),
      who('Bev Cartwright', ['teaching_assistant'], ['teaching_assistant'], 20),
      who('Leon Sharpe', ['lead_governor'], ['lead_governor'], 10),
      who('Hollie Nunes', ['pshe_lead', 'teacher'], ['pshe_lead'], 30),
    ],
  },
  {
    urn: 700653,
    name: 'Oastcombe College',
    designation: 'college',
    district: 'Medlow',
    enrolledAgo: 186,
    signedAgo: 174,
    shares: 'board',
    levels: [1, 2],
    edition: 'college',
    cycles: [{ startedAgo: 168, assessEndedAgo: 122, planEndedAgo: 44, part: 0.4 }],
    staff: [
      who('Tomasz Zielinski', ['senior_mental_health_lead'], ['senior_mental_health_lead'], 90),
      who('Rosalind Keane', ['head'], ['senior_leader'], 15),
      who('Bernadette Coyle', ['designated_safeguarding_lead'], ['designated_safeguarding_lead'], 30),
      who('Ife Okonjo', ['teacher'], ['teacher'], 30),
      who('Gwen Maddocks', ['pastoral'], ['pastoral'], 40),
      who('Stu Bardsley', ['teaching_assistant'], ['teaching_assistant'], 20),
      who('Nasreen Alvi', ['lead_governor'], ['lead_governor'], 10),
    ],
  },
  {
    urn: null,
    name: 'Swanhythe Harbour Youth Project',
    designation: 'community',
    district: 'Swanhythe',
    enrolledAgo: 300,
    signedAgo: 281,
    shares: 'all',
    levels: [2],
    edition: 'community',
    cycles: [
      { startedAgo: 268, assessEndedAgo: 238, planEndedAgo: 205, reviewEndedAgo: 62, part: 1 },
      { startedAgo: 33, part: 0.27 },
    ],
    staff: [
      who('Jerome Baptiste', ['senior_mental_health_lead'], ['senior_mental_health_lead'], 45),
      who(
        'Kath Brannigan',
        ['head', 'designated_safeguarding_lead'],
        ['senior_leader', 'designated_safeguarding_lead'],
        20,
      ),
      who('Zofia Wrona', ['teacher'], ['teacher'], 20),
      who('Alison Peake', ['lead_governor'], ['lead_governor'], 10),
    ],
  },
]
