// All addresses of the people room, by noun.
import type { Route } from '../../kernel/route.ts'
import { accountRoutes } from './account/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { demoRoutes } from './demo/routes.ts'
import { employerAccountRoutes } from './employer-accounts/routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { plainRoutes } from './plain/routes.ts'
import { secondStepRoutes } from './second-step/routes.ts'
import { signInRoutes } from './sign-in/routes.ts'

export const routes: readonly Route[] = [
  ...signInRoutes,
  ...employerAccountRoutes,
  ...secondStepRoutes,
  ...invitationRoutes,
  ...accountRoutes,
  ...auditRoutes,
  ...demoRoutes,
  ...plainRoutes,
]
