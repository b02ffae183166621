// Every address of the workbench.
import type { Route } from '../../kernel/route.ts'
import { routes as desks } from './desks/routes.ts'
import { routes as runs } from './runs/routes.ts'
import { routes as sheets } from './sheets/routes.ts'

export const routes: readonly Route[] = [...desks, ...runs, ...sheets]
