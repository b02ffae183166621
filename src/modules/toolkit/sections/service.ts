// A lead gives a chapter to people of the team; its holder says that it is ready; a lead signs it off or sends it back
// with a sentence. Beside the team's own word that a chapter is done, never instead of it.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import type { Mistakes } from '../../../kernel/form.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Here } from '../cycles/service.ts'
import { loadHereLeading, loadHereWriting } from '../cycles/service.ts'
import type { Principle } from '../edition.ts'
import { toolkitAt } from '../paths.ts'
import { isoDay } from '../../../view/words.ts'
import { chapterOf, type Cycle } from '../standing/rules.ts'
import { isHolder, sectionOf, type Section } from './rules.ts'
import * as store from './store.ts'

type Seen = Pick<Here, 'cycle' | 'edition' | 'standing'>

/** Every chapter of the cycle, in the edition's order. */
export async function sectionsOf(ctx: Ctx, { cycle, edition, standing }: Seen): Promise<Section[]> {
  const at = { setting: cycle.setting_id, cycle: cycle.id }
  const [sections, signOffs] = await ctx.tx.together([
    () => ctx.tx.many(store.sectionsOfCycle, at),
    () => ctx.tx.many(store.signOffsOfCycle, at),
  ])
  return edition.principles.map((one) => sectionOf(one.key, { sections, signOffs }, cycle, standing.team))
}

export async function oneSection(ctx: Ctx, seen: Seen, principle: Principle): Promise<Section> {
  return (await sectionsOf(ctx, seen)).find((one) => one.principle === principle.key)!
}

/** For giving and signing off: those who lead, while the cycle is open. */
export async function loadHereGiving(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Here> {
  const here = await loadHereLeading(ctx, params)
  if (here.cycle.stage === 'closed') throw new Problem('toolkit.cycle-closed', toolkitAt(here.cycle.setting_id))
  return here
}

/** For saying that it is ready: those who hold it, and those who lead. */
export async function loadHereHolding(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Here> {
  const here = await loadHereWriting(ctx, params)
  const section = (await sectionsOf(ctx, here)).find((one) => one.principle === params.principle)
  if (!section || section.holders.length === 0 || !(here.leads || isHolder(section, here.me)))
    throw new Problem('toolkit.not-holder')
  return here
}

const chapterIn = ({ cycle }: Here, principle: Principle) => ({
  setting: cycle.setting_id,
  cycle: cycle.id,
  principle: principle.key,
})

export type Giving = { holders: readonly string[]; by_on: string | null; version: number }

export async function giveSection(
  ctx: Ctx,
  here: Here,
  principle: Principle,
  { holders, by_on, version }: Giving,
): Promise<'given' | 'stale' | { mistakes: Mistakes }> {
  const members = here.standing.team.filter((member) => holders.includes(member.id))
  if (members.length !== new Set(holders).size) return { mistakes: { holders: 'Choose people on the team' } }
  const before = await oneSection(ctx, here, principle)
  if (by_on !== null && by_on < here.today && by_on !== before.by_on)
    return { mistakes: { by_on: 'Enter today’s date or a later one' } }
  const at = chapterIn(here, principle)
  const by = { name: actorOf(ctx).name, at: ctx.now }
  if (!(await ctx.tx.maybe(store.keepSection, { ...at, ...by, by_on, version }))) return 'stale'
  await ctx.tx.run(store.removeHolders, at)
  await ctx.tx.run(store.addHolders, { ...at, members: members.map((one) => one.id) })
  const words =
    members.length === 0
      ? `Gave ${principle.name} to nobody`
      : `Gave ${principle.name} to ${members.map((one) => one.name).join(', ')}`
  await ctx.audit({ deed: 'toolkit.gave-section', setting: at.setting, about: at.cycle, words })
  return 'given'
}

/** For the Record: by chapter, what a lead signed off in each stage. */
export async function signedOff(ctx: Ctx, cycle: Cycle) {
  const rows = await ctx.tx.many(store.signOffsOfCycle, { setting: cycle.setting_id, cycle: cycle.id })
  const found = new Map<string, { stage: string; readyBy: string; readyOn: string; by: string; on: string }[]>()
  for (const row of rows.filter((one) => one.state === 'signed')) {
    const { stage, principle_key: key, ready_name: readyBy, ready_at, decided_name, decided_at } = row
    const one = { stage, readyBy, readyOn: isoDay(ready_at), by: decided_name!, on: isoDay(decided_at!) }
    found.set(key, [...(found.get(key) ?? []), one])
  }
  return found
}

export type Deed = 'ready' | 'signed' | 'sent_back'

const DEEDS: Readonly<Record<Deed, string>> = {
  ready: 'Said that the chapter is ready',
  signed: 'Signed the chapter off',
  sent_back: 'Sent the chapter back',
}

async function note(ctx: Ctx, here: Here, principle: Principle, deed: Deed): Promise<void> {
  const { setting_id: setting, id, stage } = here.cycle
  const words = `${DEEDS[deed]}: ${principle.name} in the ${stage} stage`
  await ctx.audit({ deed: 'toolkit.moved-section', setting, about: id, words })
}

const deedIn = (ctx: Ctx, here: Here, principle: Principle, version: number) => ({
  ...chapterIn(here, principle),
  stage: here.cycle.stage,
  name: actorOf(ctx).name,
  at: ctx.now,
  version,
})

/** `open`: something in the chapter is still to do. */
export async function sayReady(
  ctx: Ctx,
  here: Here,
  principle: Principle,
  version: number,
): Promise<'ready' | 'open' | 'stale'> {
  const { cycle, edition, standing } = here
  if (cycle.stage === 'closed' || chapterOf(edition, standing, principle, cycle.stage).missing.length > 0) return 'open'
  if (!(await ctx.tx.maybe(store.sayReady, deedIn(ctx, here, principle, version)))) return 'stale'
  await note(ctx, here, principle, 'ready')
  return 'ready'
}

/** False when it is no longer as this person saw it. */
export async function signOff(ctx: Ctx, here: Here, principle: Principle, version: number): Promise<boolean> {
  if (!(await ctx.tx.maybe(store.signOff, deedIn(ctx, here, principle, version)))) return false
  await note(ctx, here, principle, 'signed')
  return true
}

export async function sendBack(
  ctx: Ctx,
  here: Here,
  principle: Principle,
  sent: { sentence: string; version: number },
): Promise<boolean> {
  const row = { ...deedIn(ctx, here, principle, sent.version), words: sent.sentence }
  if (!(await ctx.tx.maybe(store.sendBack, row))) return false
  await note(ctx, here, principle, 'sent_back')
  return true
}
