// All of the Toolkit's routes, noun by noun.
import type { Route } from '../../kernel/route.ts'
import { routes as actions } from './actions/routes.ts'
import { routes as board } from './board/routes.ts'
import { routes as chapters } from './chapters/routes.ts'
import { routes as comparisons } from './comparisons/routes.ts'
import { routes as cycles } from './cycles/routes.ts'
import { routes as editions } from './editions/routes.ts'
import { routes as evidence } from './evidence/routes.ts'
import { routes as involvement } from './involvement/routes.ts'
import { routes as links } from './links/routes.ts'
import { routes as moves } from './moves/routes.ts'
import { routes as packs } from './packs/routes.ts'
import { routes as raters } from './raters/routes.ts'
import { routes as ownCriteria } from './own-criteria/routes.ts'
import { routes as presence } from './presence/routes.ts'
import { routes as ratings } from './ratings/routes.ts'
import { routes as readings } from './readings/routes.ts'
import { routes as records } from './records/routes.ts'
import { routes as reviews } from './reviews/routes.ts'
import { routes as search } from './search/routes.ts'
import { routes as sections } from './sections/routes.ts'
import { routes as small } from './small/routes.ts'
import { routes as talk } from './talk/routes.ts'
import { routes as team } from './team/routes.ts'
import { routes as trusts } from './trusts/routes.ts'

export const routes: readonly Route[] = [
  ...cycles,
  ...team,
  ...involvement,
  ...ratings,
  ...chapters,
  ...evidence,
  ...search,
  ...actions,
  ...reviews,
  ...moves,
  ...records,
  ...comparisons,
  ...links,
  ...packs,
  ...raters,
  ...board,
  ...presence,
  ...ownCriteria,
  ...editions,
  ...small,
  ...talk,
  ...sections,
  ...readings,
  ...trusts,
]
