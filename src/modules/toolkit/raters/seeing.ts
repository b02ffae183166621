// Puts together what a closed call may show: its kept results, the words that were asked, and the team's own levels.
import { notFound } from '../../../kernel/problem.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { cyclesOf, editionOf, loadStanding } from '../standing/service.ts'
import { compared, type KindShown } from './compare-rules.ts'
import type { ItemSeen, ResultsSeen } from './results-page.ts'
import { resultsOf, sheetsOf, type Call } from './service.ts'
import { threadOf } from '../talk/service.ts'
import { kindWordsIn, ORIGINAL } from './sheets.ts'

export async function resultsSeen(
  ctx: Ctx,
  call: Call,
  { learners, readsComments }: Pick<ResultsSeen, 'learners' | 'readsComments'>,
): Promise<ResultsSeen> {
  const cycle = (await cyclesOf(ctx.tx, call.setting_id)).find((one) => one.id === call.cycle_id)
  if (!cycle) throw notFound()
  const results = await resultsOf(ctx.tx, call.setting_id, [call])
  const sheets = await sheetsOf(ctx.tx, call)
  const shown = results.flatMap(({ kind, result }): KindShown[] => (result.shown ? [{ kind, result }] : []))
  const items = (principle: string): ItemSeen[] =>
    shown.flatMap(({ kind, result }) => {
      const sheet = sheets.get(kind)!
      const words = kindWordsIn(sheet, ORIGINAL)!
      return sheet.items
        .filter((item) => item.principle === principle)
        .map(({ key }) => ({ kind, text: words.items[key]!, mean: result.items[key] ?? null }))
    })
  return {
    call,
    learners,
    readsComments,
    shown,
    items,
    rows: compared(editionOf(cycle), await loadStanding(ctx.tx, cycle), shown, learners),
    talk: await threadOf(ctx, { setting: call.setting_id, cycle: call.cycle_id, about: 'call', key: call.id }),
    kinds: results.map(({ kind, result }) => ({ kind, band: result.band, shown: result.shown })),
  }
}
