// Reading the audit of a setting, or of the installation. Nothing here writes it: each deed does, and each view.
import { actorOf, INSTALLATION, type Ctx } from '../../../kernel/context.ts'
import { auditLinesOf, auditPeopleOf, auditRoomsOf } from '../../../kernel/store.ts'
import { PAGE_SIZE, type AuditAsked } from './rules.ts'

export type AuditLineRead = { id: string; at: Date; person_name: string; deed: string; words: string }

export type AuditRead = {
  lines: AuditLineRead[]
  more: boolean
  people: { person_id: string; person_name: string }[]
  rooms: string[]
}

export async function readAudit(ctx: Ctx, setting: string, asked: AuditAsked): Promise<AuditRead> {
  const since = new Date(ctx.now.getTime() - asked.days * 86_400_000)
  const views = asked.kind === 'seen' || asked.kind === 'done'
  const lines = await ctx.tx.many(auditLinesOf, {
    setting,
    person: asked.person,
    seen: views ? asked.kind === 'seen' : null,
    room: views || asked.kind === '' ? null : asked.kind,
    since,
    skip: (asked.page - 1) * PAGE_SIZE,
    most: PAGE_SIZE + 1,
  })
  const known = await ctx.tx.many(auditPeopleOf, { setting, since })
  const people = known.flatMap(({ person_id, person_name }) => (person_id === null ? [] : [{ person_id, person_name }]))
  const rooms = (await ctx.tx.many(auditRoomsOf, { setting, since }))
    .map((row) => row.room)
    .filter((room) => room !== 'kernel')
  return { lines: lines.slice(0, PAGE_SIZE), more: lines.length > PAGE_SIZE, people, rooms }
}

/** The installation's own lines: sign-ins, accounts, the first officer. Its id stands where a setting's would. */
export function readInstallationAudit(ctx: Ctx, asked: AuditAsked): Promise<AuditRead> {
  const reach = { settings: [INSTALLATION], programmes: [], person: actorOf(ctx).person_id }
  return ctx.tx.as('web', reach, () => readAudit(ctx, INSTALLATION, asked))
}
