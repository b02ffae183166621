// A setting leaves a programme: its agreements with it end, and everything it shared is taken back in the same
// transaction. What it wrote stays its own; the programme keeps that it took part, and until when.
import { acrossTenants, actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { dateInWords } from '../../../view/words.ts'
import { peopleOfSetting } from '../places/store.ts'
import type { Programme } from '../programmes/service.ts'
import { endAgreementsWith } from './agreements-store.ts'
import { stopAllFlows } from './agreements.ts'
import type { Enrolment } from './service.ts'
import { endEnrolment } from './store.ts'

/** Why this day cannot be when it left. */
export function whyNotLeft(ctx: Ctx, enrolment: Enrolment, on: string): string | undefined {
  if (on > today(ctx)) return 'Enter today or an earlier day'
  return on < enrolment.enrolled_on
    ? `Enter a day after it was enrolled, ${dateInWords(enrolment.enrolled_on)}`
    : undefined
}

/** False when someone else changed the enrolment meanwhile. Whoever leads the setting hears by letter. */
export async function leaveProgramme(
  ctx: Ctx,
  programme: Programme,
  enrolment: Enrolment,
  left: { on: string; version: number },
): Promise<boolean> {
  const { setting_id: setting, name } = enrolment
  const at = { setting, programme: programme.id }
  return acrossTenants(ctx, `Noted that ${name} left ${programme.name}`, [setting], async () => {
    if (!(await ctx.tx.maybe(endEnrolment, { ...at, ...left }))) return false
    await stopAllFlows(ctx, setting, programme.id)
    await ctx.tx.run(endAgreementsWith, { ...at, at: ctx.now, words: `The setting left ${programme.name}` })
    const words = `Left ${programme.name} on ${dateInWords(left.on)}`
    await ctx.audit({ deed: 'settings.left-programme', setting, about: programme.id, words })
    await ctx.tell({ name: 'settings.setting-left', setting, about: setting, facts: { programme: programme.id } })
    const people = await ctx.tx.many(peopleOfSetting, { setting })
    for (const head of people.filter((one) => one.roles.includes('head')))
      await ctx.post({
        to: head.email,
        subject: `${name} has left ${programme.name}`,
        words: `Hello ${head.name.split(' ')[0]},\n\n${actorOf(ctx).name} noted that ${name} left ${programme.name} on ${dateInWords(left.on)}. Nothing is shared with the programme any more. What you wrote on Wholeschool stays yours, and you can go on working with it.\n\nIf this is not what you expected, ask ${actorOf(ctx).name}.\n\nWholeschool`,
        setting,
      })
    return true
  })
}
