// The workbench room: an evaluator loads data of their own, asks of it in plain words, and takes away an answer with the
// script that repeats it. Data lies in memory and is gone with it, unless its owner asks for it to be kept for a month.
import type { Actor, Place, RoleName, Verbs } from '../../kernel/access.ts'
import { makeModule, type HomePart, type NavigationItem } from '../../kernel/module.ts'
import type { Catalogue } from '../../kernel/problem.ts'
import { workbenchAt } from './paths.ts'
import { QUESTIONS } from './questions/all.ts'
import { routes } from './routes.ts'
import { forgetOld } from './sheets/service.ts'

const users: readonly RoleName[] = ['evaluator', 'programme_officer']

const verbs: Verbs = {
  'workbench.use': { words: 'Load data of their own onto the workbench and ask questions of it', roles: users },
}

const problems: Catalogue = {
  'workbench.gone': {
    kind: 'gone',
    title: 'This data is no longer here',
    words:
      'Data lies in memory only. It is let go half an hour after its last use, when its owner says so, and when the server is started again. Load it again to go on: a codebook that you downloaded saves deciding again what each column is.',
  },
  'workbench.run-gone': {
    kind: 'gone',
    title: 'This answer is no longer here',
    words: 'The last twenty answers are there beside the data. Ask the question again to have it back.',
  },
  'workbench.busy': {
    kind: 'unavailable',
    title: 'Many questions are waiting just now',
    words: 'Nothing is lost. Wait a few minutes and ask again.',
  },
  'workbench.full': {
    kind: 'conflict',
    title: 'There is no room on the workbench just now',
    words:
      'You have two sets of data open already, or others fill it. Forget one of yours, or come back in half an hour.',
  },
  'workbench.too-many-kept': {
    kind: 'conflict',
    title: 'Ten sets of data are kept for you already',
    words: 'Delete one on the first page of the workbench before you keep another.',
  },
  'workbench.too-large-to-keep': {
    kind: 'too-large',
    title: 'This data is too large to be kept',
    words: 'It can be worked with as it is. To keep it, leave out columns that you do not need and load it again.',
  },
  'workbench.cannot-open': {
    kind: 'gone',
    title: 'This kept data cannot be opened any more',
    words: 'It was sealed with a key that this server no longer has. Delete it, and load the file again.',
  },
}

function navigation(actor: Actor, { programme_id: programme }: Place): readonly NavigationItem[] {
  const uses = actor.places.some((one) => one.programme_id === programme && users.includes(one.role))
  return programme !== null && uses ? [{ text: 'Workbench', href: workbenchAt(programme), order: 65 }] : []
}

/** Evaluators come for it: their home says where it is. */
function home(_ctx: unknown, actor: Actor, place: Place): Promise<HomePart> {
  const { programme_id: programme, setting_id: setting } = place
  const first = actor.places.find((one) => one.setting_id === setting && one.role === 'evaluator')
  if (programme === null || first !== place) return Promise.resolve({})
  const words = 'Load data of your own onto the workbench and ask of it in plain words'
  return Promise.resolve({ next: [{ words, href: workbenchAt(programme) }] })
}

export const workbench = makeModule({
  name: 'workbench',
  routes,
  verbs,
  problems,
  navigation,
  home,
  jobs: [{ name: 'workbench-forget-sheets', cron: '23 * * * *', run: (ctx) => forgetOld(ctx) }],
  tables: {
    'workbench.sheets': {
      purpose: 'Data that an evaluator asked to be kept for a while, sealed, to be opened by nobody else',
      whose: 'whoever is in the data, and the evaluator',
      keep: '30 days after it was kept, or until it is deleted',
      retire: { after: { days: 30 }, from: 'kept_at' },
      notExported: 'Sealed, and the evaluator’s own: a setting’s files would not open it',
    },
  },
  examples: {
    // A desk lies in memory and is its owner's: tests make one. See tests/openings.ts.
    desk: () => Promise.resolve(undefined),
    asking: () => Promise.resolve(undefined),
    sheet: () => Promise.resolve(undefined),
    question: () => Promise.resolve(QUESTIONS[0]?.key),
    export: () => Promise.resolve('results.csv'),
  },
})
