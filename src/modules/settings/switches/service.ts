// Switching parts of the house on and off. Nothing anyone wrote is touched: it is there again when the part is.
import type { Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import type { Here } from '../places/service.ts'
import type { Programme } from '../programmes/service.ts'
import { offFrom, switchesOfProgramme, switchesOfSetting, type SwitchHere, type SwitchShown } from './rules.ts'
import * as store from './store.ts'

export async function programmeSwitches(ctx: Ctx, programme: Programme): Promise<SwitchShown[]> {
  const { off } = await ctx.tx.one(store.offInProgramme, { programme: programme.id })
  return switchesOfProgramme(ctx.switches, off)
}

export async function switchProgramme(ctx: Ctx, programme: Programme, wanted: readonly string[]): Promise<boolean> {
  const { off: before } = await ctx.tx.one(store.offInProgramme, { programme: programme.id })
  const { off, changes } = offFrom(ctx.switches, wanted, before)
  if (changes.length === 0) return false
  const { id, office_setting_id: setting } = programme
  await ctx.tx.as('clerk', nowhere, () => ctx.tx.run(store.switchProgramme, { programme: id, off }))
  const words = `Switched for all its settings: ${changes.join(', ')}`
  await ctx.audit({ deed: 'settings.programme-switched', setting, about: id, words })
  return true
}

export type SwitchesHere = { switches: SwitchHere[]; version: number; inProgramme: boolean }

export async function settingSwitches(ctx: Ctx, setting: string): Promise<SwitchesHere> {
  const { off, version } = await ctx.tx.one(store.offInSetting, { setting })
  const programmes = await ctx.tx.many(store.offInProgrammesOf, { setting })
  const lists = programmes.map((row) => row.off)
  return { switches: switchesOfSetting(ctx.switches, off, lists), version, inProgramme: lists.length > 0 }
}

/** `changed-meanwhile` when someone else was first. */
export async function switchSetting(
  ctx: Ctx,
  here: Here,
  wanted: readonly string[],
  version: number,
): Promise<'changed' | 'same' | 'changed-meanwhile'> {
  const setting = here.setting_id
  const { off: before } = await ctx.tx.one(store.offInSetting, { setting })
  const shown = (await settingSwitches(ctx, setting)).switches.filter((one) => one.offered)
  const { off, changes } = offFrom(shown, wanted, before)
  if (!(await ctx.tx.maybe(store.switchSetting, { setting, off, version }))) return 'changed-meanwhile'
  if (changes.length === 0) return 'same'
  await ctx.audit({
    deed: 'settings.setting-switched',
    setting,
    about: setting,
    words: `Switched here: ${changes.join(', ')}`,
  })
  return 'changed'
}
