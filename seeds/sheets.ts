// Data that the evaluator asked the workbench to keep: the made-up survey, sealed for her, so that the first page has
// something to open again.
import { nowhere, transaction } from '../src/kernel/db.ts'
import type { Engine } from '../src/kernel/engine.ts'
import type { Secrets } from '../src/kernel/secrets.ts'
import { loadExample } from '../src/modules/workbench/desks/examples.ts'
import { sealSheet } from '../src/modules/workbench/sheets/sealing.ts'
import { addSheet } from '../src/modules/workbench/sheets/store.ts'
import { cast, programme, seedId } from './cast.ts'

export const keptSheet: string = seedId('sheet noor pupils')
const DAYS_AGO = 4

export async function writeSheets(engine: Engine, { secrets, now }: { secrets: Secrets; now: Date }): Promise<void> {
  const { person } = cast.noor
  const example = await loadExample('pupils')
  const kept = { ...example, sheet: { ...example.sheet, title: 'wellbeing-survey-june.csv' } }
  const sealed = sealSheet(secrets, kept, person, keptSheet)
  if (!sealed) throw new Error('The example is too large to be kept')
  const { title, rows, columns } = kept.sheet
  const reach = { ...nowhere, settings: [programme.office], programmes: [programme.id], person }
  await transaction(engine, { reach }, (tx) =>
    tx.one(addSheet, {
      id: keptSheet,
      setting: programme.office,
      programme: programme.id,
      person,
      title,
      rows,
      columns: columns.length,
      sealed,
      at: new Date(now.getTime() - DAYS_AGO * 86_400_000),
    }),
  )
}
