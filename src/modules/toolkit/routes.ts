// All of the Toolkit's routes, noun by noun.
import type { Route } from '../../kernel/route.ts'
import { routes as actions } from './actions/routes.ts'
import { routes as board } from './board/routes.ts'
import { routes as chapters } from './chapters/routes.ts'
import { routes as cycles } from './cycles/routes.ts'
import { routes as evidence } from './evidence/routes.ts'
import { routes as involvement } from './involvement/routes.ts'
import { routes as ratings } from './ratings/routes.ts'
import { routes as records } from './records/routes.ts'
import { routes as reviews } from './reviews/routes.ts'
import { routes as search } from './search/routes.ts'
import { routes as team } from './team/routes.ts'

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
  ...records,
  ...board,
]
