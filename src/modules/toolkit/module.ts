// The toolkit room: one school's cycles of assess, plan and review, from first rating to Record. Each noun brings its
// own parts; what belongs to the whole Toolkit (verbs, navigation, the cycle's own tables) is here.
import type { Actor, Place, Verbs } from '../../kernel/access.ts'
import type { Ctx } from '../../kernel/context.ts'
import { makeModule, type HomePart } from '../../kernel/module.ts'
import { parts as actions } from './actions/parts.ts'
import { navigation as boardNavigation, parts as board } from './board/parts.ts'
import { parts as chapters } from './chapters/parts.ts'
import { parts as cycles } from './cycles/parts.ts'
import { homePicture } from './cycles/where.ts'
import type { HomeAsked, NounParts } from './parts.ts'
import { toolkitAt } from './paths.ts'
import { parts as editions } from './editions/parts.ts'
import { parts as evidence } from './evidence/parts.ts'
import { parts as involvement } from './involvement/parts.ts'
import { parts as links } from './links/parts.ts'
import { navigation as movesNavigation, parts as moves } from './moves/parts.ts'
import { parts as packs } from './packs/parts.ts'
import { parts as raters } from './raters/parts.ts'
import { navigation as ownNavigation, parts as ownCriteria } from './own-criteria/parts.ts'
import { parts as presence } from './presence/parts.ts'
import { parts as ratings } from './ratings/parts.ts'
import { parts as readings } from './readings/parts.ts'
import { navigation as recordsNavigation, parts as records } from './records/parts.ts'
import { parts as reviews } from './reviews/parts.ts'
import { boardReaders, leads, readers, recordReaders, staff } from './roles.ts'
import { routes } from './routes.ts'
import { parts as search } from './search/parts.ts'
import { currentCycle, editionOf, loadStanding } from './standing/service.ts'
import { parts as sections } from './sections/parts.ts'
import { navigation as smallNavigation, parts as small } from './small/parts.ts'
import { parts as talk } from './talk/parts.ts'
import { parts as team } from './team/parts.ts'
import { navigation as trustNavigation, parts as trusts } from './trusts/parts.ts'

const nouns: readonly NounParts[] = [
  cycles,
  team,
  involvement,
  ratings,
  chapters,
  evidence,
  search,
  actions,
  reviews,
  moves,
  records,
  links,
  packs,
  raters,
  board,
  presence,
  ownCriteria,
  editions,
  small,
  talk,
  sections,
  readings,
  trusts,
]

const verbs: Verbs = {
  'toolkit.see': { words: 'See where their school’s Toolkit stands', roles: readers },
  'toolkit.rate': { words: 'Rate and agree levels, once on the resilience team', roles: staff },
  'toolkit.lead': { words: 'Start cycles, choose the team, close rounds and stages', roles: leads },
  'toolkit.plan': { words: 'Plan, change and review actions', roles: staff },
  'toolkit.keep-record': { words: 'Keep a version of the Record', roles: leads },
  'toolkit.share': { words: 'Share the board row or a Record with a programme', roles: ['head'] },
  'toolkit.see-board': { words: 'See the board of schools that share', roles: boardReaders },
  'toolkit.read-records': { words: 'Read Records that schools share', roles: recordReaders },
}

/** Once for each setting: someone with several roles there is asked for with the first of their places only. */
async function home(ctx: Ctx, actor: Actor, place: Place): Promise<HomePart> {
  const here = actor.places.filter((one) => one.setting_id === place.setting_id)
  if (here[0]?.role !== place.role) return {}
  const roles = here.map((one) => one.role)
  const seesToolkit = roles.some((role) => readers.includes(role)) && place.kind === 'school'
  const cycle = seesToolkit ? await currentCycle(ctx.tx, place.setting_id) : undefined
  const standing = cycle && (await loadStanding(ctx.tx, cycle))
  const asked: HomeAsked = { ctx, actor, place, roles, standing, edition: cycle && editionOf(cycle) }
  const needs = []
  const changes = []
  const next = []
  for (const noun of nouns) {
    const part = await noun.home?.(asked)
    needs.push(...(part?.needs ?? []))
    changes.push(...(part?.changes ?? []))
    next.push(...(part?.next ?? []))
  }
  const { edition } = asked
  return { needs, changes, next, picture: standing && edition && homePicture(edition, standing) }
}

function joined<K extends 'verbs' | 'problems' | 'tells' | 'tables' | 'examples'>(key: K): NonNullable<NounParts[K]> {
  return Object.assign({}, ...nouns.map((noun) => noun[key] ?? {})) as NonNullable<NounParts[K]>
}

export const toolkit = makeModule({
  name: 'toolkit',
  switchable: {
    name: 'The Toolkit',
    words: 'Assess, plan and review what the whole school does for wellbeing, and keep a Record of it.',
  },
  routes,
  verbs: { ...verbs, ...joined('verbs') },
  problems: joined('problems'),
  tells: joined('tells'),
  hears: nouns.flatMap((noun) => noun.hears ?? []),
  jobs: nouns.flatMap((noun) => noun.jobs ?? []),
  tables: joined('tables'),
  examples: joined('examples'),
  navigation: (actor, place) =>
    place.kind === 'school' && readers.includes(place.role)
      ? (smallNavigation(place) ?? [
          { text: 'Toolkit', href: toolkitAt(place.setting_id), order: 20 },
          { text: 'Plan', href: `${toolkitAt(place.setting_id)}/plan`, order: 21 },
          { text: 'Record', href: `${toolkitAt(place.setting_id)}/record`, order: 22 },
        ])
      : [
          ...boardNavigation(actor, place),
          ...movesNavigation(actor, place),
          ...ownNavigation(actor, place),
          ...recordsNavigation(actor, place),
          ...trustNavigation(actor, place),
        ],
  home,
})
