// Where the settings room's pages are, and who may open them: each noun brings its own.
import type { Route } from '../../kernel/route.ts'
import { routes as enrolments } from './enrolments/routes.ts'
import { routes as home } from './home/routes.ts'
import { routes as joining } from './joining/routes.ts'
import { routes as places } from './places/routes.ts'
import { routes as programmes } from './programmes/routes.ts'
import { routes as register } from './register/routes.ts'
import { routes as switches } from './switches/routes.ts'
import { routes as trusts } from './trusts/routes.ts'

export const routes: readonly Route[] = [
  ...home,
  ...programmes,
  ...register,
  ...enrolments,
  ...joining,
  ...places,
  ...switches,
  ...trusts,
]
