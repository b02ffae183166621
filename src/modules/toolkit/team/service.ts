// What happens on the team: someone joins, takes the lead, changes what they cover, leaves.
import type { Ctx } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import { peopleOf } from '../../settings/contract.ts'
import { publishBoard } from '../board/service.ts'
import type { Here } from '../cycles/service.ts'
import { closeCompleteRounds } from '../ratings/service.ts'
import { leadOf, type Member } from '../standing/rules.ts'
import { currentCycle } from '../standing/service.ts'
import { membersOfSetting } from '../standing/store.ts'
import type { Colleague } from './rules.ts'
import * as store from './store.ts'

export function loadColleagues(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Colleague[]> {
  return peopleOf(ctx.tx, params.setting!)
}

/** Someone on the team today. */
export async function loadMember(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Member> {
  const members = await ctx.tx.many(membersOfSetting, { setting: params.setting! })
  const member = members.find((one) => one.id === params.member && one.left_on === null)
  if (!member) throw notFound()
  return member
}

export type Joining = { team_roles: readonly string[]; minutes: number | null; joined_on: string }

/** The first mental health lead to join a team without a lead becomes its lead. */
export async function joinTeam(ctx: Ctx, here: Here, colleague: Colleague, joining: Joining): Promise<void> {
  const setting = here.cycle.setting_id
  const { person_id: person, name } = colleague
  const is_lead = !leadOf(here.standing) && joining.team_roles.includes('senior_mental_health_lead')
  const { id } = await ctx.tx.one(store.addMember, { setting, person, name, is_lead, ...joining })
  await ctx.audit({ deed: 'toolkit.joined-team', setting, about: id, words: `${name} joined the resilience team` })
  await publishBoard(ctx, setting)
}

export async function changeMember(
  ctx: Ctx,
  setting: string,
  member: Member,
  change: Omit<Joining, 'joined_on'>,
): Promise<void> {
  await ctx.tx.run(store.changeMember, { setting, id: member.id, ...change })
  await ctx.audit({
    deed: 'toolkit.changed-team',
    setting,
    about: member.id,
    words: `Changed what ${member.name} covers on the resilience team`,
  })
  await publishBoard(ctx, setting)
}

export async function makeLead(ctx: Ctx, setting: string, member: Member): Promise<void> {
  await ctx.tx.run(store.makeLead, { setting, id: member.id })
  await ctx.audit({
    deed: 'toolkit.named-lead',
    setting,
    about: member.id,
    words: `${member.name} leads the resilience team`,
  })
  await publishBoard(ctx, setting)
}

/** What they said and did stays. Rounds that waited only for them close. */
export async function leaveTeam(ctx: Ctx, setting: string, member: Member, day: string): Promise<void> {
  await ctx.tx.run(store.markLeft, { setting, id: member.id, day })
  const cycle = await currentCycle(ctx.tx, setting)
  if (cycle) await closeCompleteRounds(ctx, cycle)
  await ctx.audit({
    deed: 'toolkit.left-team',
    setting,
    about: member.id,
    words: `${member.name} left the resilience team`,
  })
  await publishBoard(ctx, setting)
}
