// What sharing schools show their programme, made by the service itself from the rows just written, so that the
// county's boards and Records say what a real school's would: kept versions of finished cycles, and, where a school
// lets reviewers read, the newest of them shared.
import type { Actor } from '../src/kernel/access.ts'
import type { Ctx } from '../src/kernel/context.ts'
import { transaction, type Tx } from '../src/kernel/db.ts'
import type { Engine } from '../src/kernel/engine.ts'
import type { Secrets } from '../src/kernel/secrets.ts'
import { publishBoard } from '../src/modules/toolkit/board/service.ts'
import { keepRecord, loadVersion, readersOf, shareRecord } from '../src/modules/toolkit/records/service.ts'
import { cyclesOf } from '../src/modules/toolkit/standing/service.ts'
import type { Rows } from './rows.ts'

export type Publishing = { secrets: Secrets; now: Date }

/** A school and the head in whose name its versions are kept. */
export type Publisher = { setting: string; head: { person: string; name: string } }

const nothing = (): Promise<void> => Promise.resolve()

function headOf({ setting, head }: Publisher): Actor {
  const place = {
    setting_id: setting,
    setting_name: '',
    kind: 'school',
    role: 'head',
    programme_id: null,
    trust_id: null,
    theme: null,
  } as const
  return {
    person_id: head.person,
    name: head.name,
    email: '',
    session_id: '',
    strong: true,
    has_second_factor: true,
    founder: false,
    places: [place],
  }
}

export function ctxAt(tx: Tx, publisher: Publisher, { secrets }: Publishing, now: Date): Ctx {
  const unheard = { audit: nothing, tell: nothing, post: nothing, homeParts: () => Promise.resolve({}), switches: [] }
  return {
    tx,
    actor: headOf(publisher),
    now,
    secrets,
    publicUrl: 'http://localhost',
    demo: true,
    signInProviders: [],
    ...unheard,
  }
}

const DAY = 86_400_000

/** The head lets reviewers read it a few days after the end of the cycle. */
async function shareLater(
  tx: Tx,
  kept: { record: string; closed: Date | null | undefined },
  publisher: Publisher,
  publishing: Publishing,
): Promise<void> {
  const on = Math.min((kept.closed ?? publishing.now).getTime() + 6 * DAY, publishing.now.getTime())
  const ctx = ctxAt(tx, publisher, publishing, new Date(on))
  const { setting } = publisher
  for (const reader of await readersOf(ctx, setting))
    await shareRecord(ctx, await loadVersion(ctx, { setting, record: kept.record }), reader.programme_id)
}

/** One transaction for each school, in the web's own role and reach. */
export async function publishSchool(engine: Engine, publisher: Publisher, publishing: Publishing): Promise<void> {
  const { setting, head } = publisher
  const reach = { settings: [setting], programmes: [], person: head.person }
  await transaction(engine, { reach }, async (tx) => {
    const cycles = await cyclesOf(tx, setting)
    const finished = cycles.filter((cycle) => cycle.stage === 'closed').toReversed()
    let newest: string | undefined
    for (const cycle of finished) {
      const ctx = ctxAt(tx, publisher, publishing, cycle.review_closed_at ?? publishing.now)
      newest = (await keepRecord(ctx, cycle, 'The review stage closed')).id
    }
    if (newest)
      await shareLater(tx, { record: newest, closed: finished.at(-1)?.review_closed_at }, publisher, publishing)
    await publishBoard(ctxAt(tx, publisher, publishing, publishing.now), setting)
  })
}

/** Every school at work whose head has signed: each keeps its versions, and those that share are published. */
export async function publishSharing(engine: Engine, rows: Rows, publishing: Publishing): Promise<void> {
  const working = new Set(rows.of('toolkit.cycles').map((row) => row.setting_id))
  for (const signed of rows
    .of('settings.agreements')
    .filter((row) => working.has(row.setting_id) && row.signed_by && row.programme_id)) {
    const head = { person: String(signed.signed_by), name: String(signed.signed_name) }
    await publishSchool(engine, { setting: String(signed.setting_id), head }, publishing)
  }
}
