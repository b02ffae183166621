// The audit of a setting, for those who answer for it, and of the installation, for whoever began it.
import { founder, may } from '../../../kernel/access.ts'
import { actorOf, placeIn } from '../../../kernel/context.ts'
import { Problem } from '../../../kernel/problem.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { auditPage } from './pages.ts'
import { auditAsked } from './rules.ts'
import { readAudit, readInstallationAudit } from './service.ts'

export const auditRoutes: readonly Route[] = [
  get('/settings/:setting/audit', {
    who: may('people.read-audit'),
    sees: 'the audit',
    async show(ctx) {
      const setting = ctx.params.setting!
      const asked = auditAsked(ctx.query)
      const name = placeIn(actorOf(ctx), setting)[0]!.setting_name
      return auditPage({ name, path: ctx.path, asked, read: await readAudit(ctx, setting, asked) })
    },
  }),
  get('/account/audit', {
    who: founder,
    sees: 'the audit of the installation',
    async show(ctx) {
      // Who signed in where is as sensitive as a setting's own audit, and asks for the same.
      if (!actorOf(ctx).strong) throw new Problem('kernel.second-factor-needed', '/account/second-step')
      const asked = auditAsked(ctx.query)
      return auditPage({
        name: 'This installation',
        path: ctx.path,
        asked,
        read: await readInstallationAudit(ctx, asked),
      })
    },
  }),
]
