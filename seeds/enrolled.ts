// The schools of the county beside the two of the cast that work with the Toolkit: all are rows of the made-up register
// (seeds/register). Here is where each primary school stands; settings of the other editions are in of-each-kind.ts, and
// those that are enrolled and have not begun in waiting.ts.
import type { CyclePlan } from './history/story.ts'
import type { Designation } from './schools.ts'
import { ofEachKind, type Staffed } from './of-each-kind.ts'
import { waiting } from './waiting.ts'

export type Enrolled = {
  urn: number | null
  name: string
  designation: Designation
  district: string
  enrolledAgo: number
  /** Absent: the agreement was offered, and nobody has signed it yet. */
  signedAgo?: number
  /** `all`: the board and Records for reading; `board`; absent: private so far. */
  shares?: 'all' | 'board'
  levels?: readonly number[]
  team?: number
  strength?: number
  cycles?: readonly CyclePlan[]
  /** An edition beside the primary one, with what was written in words/EDITION and by whom: the lead first. */
  edition?: string
  staff?: readonly Staffed[]
}

const cycle = (startedAgo: number, ends: readonly number[], part = 0): CyclePlan => {
  const [assessEndedAgo, planEndedAgo, reviewEndedAgo] = ends
  return {
    startedAgo,
    part,
    ...(assessEndedAgo === undefined ? {} : { assessEndedAgo }),
    ...(planEndedAgo === undefined ? {} : { planEndedAgo }),
    ...(reviewEndedAgo === undefined ? {} : { reviewEndedAgo }),
  }
}

const primaries: readonly Omit<Enrolled, 'designation'>[] = [
  // Phase 1: two years in; most have finished a cycle.
  {
    urn: 700281,
    name: 'Elmside Junior School',
    district: 'Ashbourne Vale',
    enrolledAgo: 748,
    signedAgo: 735,
    shares: 'all',
    team: 6,
    strength: 1.88,
    cycles: [cycle(720, [650, 560, 310]), cycle(290, [215, 150], 0.4)],
  },
  {
    urn: 700185,
    name: 'Nightingaleway Community Primary School',
    district: 'Ashbourne Vale',
    enrolledAgo: 744,
    signedAgo: 726,
    shares: 'board',
    team: 4,
    strength: 1.76,
    cycles: [cycle(700, [610, 505, 240]), cycle(200, [95], 0.7)],
  },
  {
    urn: 700050,
    name: 'Cherrybourne Infant School',
    district: 'Ashbourne Vale',
    enrolledAgo: 741,
    signedAgo: 700,
    shares: 'all',
    team: 5,
    strength: 2.0,
    levels: [1, 2],
    cycles: [cycle(690, [600, 520, 265]), cycle(240, [160, 88], 0.6)],
  },
  {
    urn: 700224,
    name: 'Bramblestead Primary School',
    district: 'Haven',
    enrolledAgo: 746,
    signedAgo: 738,
    shares: 'all',
    team: 6,
    strength: 1.84,
    cycles: [cycle(715, [640, 540, 290]), cycle(270, [190, 120, 14])],
  },
  {
    urn: 700008,
    name: 'Valebury Infant School',
    district: 'Haven',
    enrolledAgo: 739,
    signedAgo: 690,
    shares: 'board',
    team: 5,
    strength: 1.72,
    cycles: [cycle(680, [560, 430], 0.5)],
  },
  {
    urn: 700506,
    name: 'Rowanstone Primary Academy',
    district: 'Castlegate',
    enrolledAgo: 742,
    signedAgo: 728,
    shares: 'all',
    team: 7,
    strength: 1.92,
    levels: [1, 2, 3],
    cycles: [cycle(700, [630, 545, 300]), cycle(280, [205, 128], 0.3)],
  },
  {
    urn: 700319,
    name: 'Sandlingley Junior School',
    district: 'Castlegate',
    enrolledAgo: 740,
    signedAgo: 721,
    team: 5,
    strength: 1.8,
    cycles: [cycle(690, [600, 500, 250]), cycle(120, [40], 0.3)],
  },
  {
    urn: 700198,
    name: 'Meadowholt Junior School',
    district: 'Dunmere',
    enrolledAgo: 745,
    signedAgo: 732,
    shares: 'board',
    team: 6,
    strength: 1.84,
    cycles: [cycle(705, [620, 530, 285]), cycle(210, [118], 0.9)],
  },
  // Begun with energy, quiet for ten months: the person who held it together moved on.
  {
    urn: 700399,
    name: 'Warrenpark Junior School',
    district: 'Dunmere',
    enrolledAgo: 738,
    signedAgo: 722,
    shares: 'board',
    team: 4,
    strength: 1.68,
    cycles: [cycle(660, [520, 400, 340]), cycle(330, [305], 0.2)],
  },
  {
    urn: 700500,
    name: 'Yewview Academy',
    district: 'Dunmere',
    enrolledAgo: 733,
    signedAgo: 720,
    shares: 'all',
    team: 6,
    strength: 1.96,
    levels: [1, 2],
    cycles: [cycle(698, [610, 515, 270]), cycle(255, [170, 96], 0.5)],
  },
  {
    urn: 700210,
    name: 'Yewdene Infant School',
    district: 'Dunmere',
    enrolledAgo: 730,
    signedAgo: 701,
    shares: 'board',
    team: 4,
    strength: 1.76,
    cycles: [cycle(655, [540, 410], 0.8)],
  },
  // Phase 2: in their second year.
  {
    urn: 700029,
    name: 'Priorymount Junior School',
    district: 'Eastmarsh',
    enrolledAgo: 512,
    signedAgo: 500,
    shares: 'all',
    team: 8,
    strength: 1.88,
    levels: [1, 2, 3],
    cycles: [cycle(480, [400, 310, 92]), cycle(60, [], 0.5)],
  },
  {
    urn: 700086,
    name: 'Teaselwood Junior School',
    district: 'Eastmarsh',
    enrolledAgo: 508,
    signedAgo: 455,
    shares: 'board',
    team: 4,
    strength: 1.72,
    cycles: [cycle(440, [330, 220], 0.4)],
  },
  {
    urn: 700199,
    name: 'Fernbrook Community Primary School',
    district: 'Upper Weald',
    enrolledAgo: 510,
    signedAgo: 497,
    shares: 'all',
    team: 5,
    strength: 1.84,
    cycles: [cycle(470, [385, 290, 60]), cycle(48, [], 0.25)],
  },
  {
    urn: 700163,
    name: 'Yewview Primary School',
    district: 'Upper Weald',
    enrolledAgo: 505,
    signedAgo: 488,
    team: 5,
    strength: 1.8,
    cycles: [cycle(430, [310, 190], 0.3)],
  },
  {
    urn: 700139,
    name: 'Cherrylea Community Primary School',
    district: 'Stourmouth',
    enrolledAgo: 507,
    signedAgo: 492,
    shares: 'board',
    team: 6,
    strength: 1.64,
    cycles: [cycle(460, [340, 205], 0.6)],
  },
  {
    urn: 700151,
    name: 'Millhill Primary School',
    district: 'Stourmouth',
    enrolledAgo: 503,
    signedAgo: 470,
    shares: 'all',
    team: 4,
    strength: 1.92,
    cycles: [cycle(420, [300, 180], 0.7)],
  },
  {
    urn: 700223,
    name: 'Rowancombe Infant School',
    district: 'Swanhythe',
    enrolledAgo: 509,
    signedAgo: 495,
    shares: 'board',
    team: 6,
    strength: 1.76,
    cycles: [cycle(410, [270], 0.5)],
  },
  {
    urn: 700087,
    name: 'Priorystone Primary School',
    district: 'Swanhythe',
    enrolledAgo: 496,
    signedAgo: 410,
    team: 4,
    strength: 1.72,
    cycles: [cycle(330, [140], 0.8)],
  },
  // Phase 3: the first year.
  {
    urn: 700497,
    name: 'Yewlea Academy',
    district: 'Medlow',
    enrolledAgo: 182,
    signedAgo: 165,
    shares: 'board',
    team: 6,
    strength: 1.8,
    cycles: [cycle(150, [35], 0.2)],
  },
  {
    urn: 700427,
    name: 'Lindenhill Junior School',
    district: 'Thornley',
    enrolledAgo: 178,
    signedAgo: 160,
    shares: 'all',
    team: 5,
    strength: 1.88,
    cycles: [cycle(140, [28], 0.4)],
  },
  {
    urn: 700314,
    name: 'Teaselfield Primary School',
    district: 'Oakhurst',
    enrolledAgo: 180,
    signedAgo: 151,
    shares: 'board',
    team: 5,
    strength: 1.72,
    cycles: [cycle(110, [], 0.75)],
  },
  {
    urn: 700040,
    name: 'Oastbury Junior School',
    district: 'Northreach',
    enrolledAgo: 175,
    signedAgo: 140,
    team: 5,
    strength: 1.76,
    cycles: [cycle(90, [], 0.4)],
  },
  {
    urn: 700295,
    name: 'Prioryhill Junior School',
    district: 'Medlow',
    enrolledAgo: 60,
    signedAgo: 33,
    shares: 'board',
    team: 4,
    strength: 1.68,
    cycles: [cycle(20, [], 0.13)],
  },
  { urn: 700129, name: 'Mapleworth Junior School', district: 'Thornley', enrolledAgo: 24 },
]

export const enrolled: readonly Enrolled[] = [
  ...primaries.map((school) => ({ ...school, designation: 'primary' as const })),
  ...ofEachKind,
  ...waiting,
]
