// Takes a Record away as a file, and writes in the audit that it was taken.
import type { Ctx } from '../../../../kernel/context.ts'
import type { FileReply } from '../../../../kernel/route.ts'
import { CSV_TYPE, csvHead, csvLine } from '../../../../view/csv.ts'
import { dateInWords } from '../../../../view/words.ts'
import type { RecordDocument } from '../document.ts'
import { cyclesOf } from '../../standing/service.ts'
import { documentOf, loadVersion, versionsOf } from '../service.ts'
import { COLUMNS, exportedAs, tableOf, type Copy } from './rules.ts'

export type Offered = { value: string; text: string }

/** What there is to take: each cycle as it stands, then each kept version; the newest first. */
export async function offeredIn(ctx: Ctx, setting: string): Promise<Offered[]> {
  const cycles = await cyclesOf(ctx.tx, setting)
  const kept = await versionsOf(ctx, setting)
  return [
    ...cycles.map((cycle) => ({
      value: `cycle-${cycle.id}`,
      text: `Cycle ${cycle.number}, ${cycle.stage === 'closed' ? 'finished' : 'as it stands now'}`,
    })),
    ...kept.map((one) => ({
      value: `version-${one.id}`,
      text: `Version ${one.cycle_number}.${one.number}, kept on ${dateInWords(one.kept_at)}`,
    })),
  ]
}

type Taken = { document: RecordDocument; copy: Copy; about: string }

async function copyOf(ctx: Ctx, setting: string, value: string): Promise<Taken | undefined> {
  if (!(await offeredIn(ctx, setting)).some((one) => one.value === value)) return undefined
  const id = value.slice(value.indexOf('-') + 1)
  if (value.startsWith('cycle-')) {
    const cycle = (await cyclesOf(ctx.tx, setting)).find((one) => one.id === id)!
    return { document: await documentOf(ctx, cycle), copy: { kind: 'living', cycle: cycle.number }, about: id }
  }
  const {
    document,
    cycle_number: cycle,
    number,
    kept_at,
    kept_by,
    why,
  } = await loadVersion(ctx, { setting, record: id })
  const copy: Copy = { kind: 'kept', cycle, version: number, keptAt: kept_at.toISOString(), keptBy: kept_by, why }
  return { document, copy, about: id }
}

/** The file that was asked for; undefined when there is no such copy here. */
export async function takeRecord(
  ctx: Ctx,
  setting: string,
  asked: { copy: string; as: 'csv' | 'json' },
): Promise<FileReply | undefined> {
  const taken = await copyOf(ctx, setting, asked.copy)
  if (!taken) return undefined
  const { document, copy, about } = taken
  const name = copy.kind === 'living' ? `cycle ${copy.cycle}` : `version ${copy.cycle}.${copy.version}`
  const [type, body] =
    asked.as === 'csv'
      ? [CSV_TYPE, [csvHead(COLUMNS), ...tableOf(document).map(csvLine)].join('')]
      : ['application/json; charset=utf-8', `${JSON.stringify(exportedAs(document, copy, ctx.now), null, 2)}\n`]
  const words = `Took the Record away as ${asked.as.toUpperCase()}: ${name}`
  await ctx.audit({ deed: 'toolkit.exported-record', setting, about, words })
  return { kind: 'file', type, name: `${document.setting.name}, Record, ${name}.${asked.as}`, body }
}
