// What is forgotten by itself: sessions, tries and links whose time is long over.
import type { Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import type { Job } from '../../../kernel/module.ts'
import { forgetOldLinks } from '../invitations/store.ts'
import { forgetOldTries } from '../sign-in/store.ts'
import { forgetOldSessions } from './store.ts'

export async function forget(ctx: Ctx): Promise<void> {
  const before = (days: number): { before: Date } => ({ before: new Date(ctx.now.getTime() - days * 86_400_000) })
  await ctx.tx.as('clerk', nowhere, async () => {
    await ctx.tx.run(forgetOldSessions, before(14))
    await ctx.tx.run(forgetOldTries, before(2))
    await ctx.tx.run(forgetOldLinks, before(365))
  })
}

export const forgetJob: Job = { name: 'people-forget', cron: '41 3 * * *', run: forget }
