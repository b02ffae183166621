// Where the Record's pages are, and who may open them. A PDF is drawn when it is read, after the transaction that
// loaded it: drawing is slow beside reading, and the embedded engine has one connection.
import { may } from '../../../kernel/access.ts'
import { actorOf, placeIn, type Ctx } from '../../../kernel/context.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { programmeById } from '../../settings/contract.ts'
import { versionAt, versionsAt } from '../paths.ts'
import { exporters, leadsHere } from '../roles.ts'
import { loadCycle, loadCycleIfAny } from '../standing/service.ts'
import { routes as exports } from './exports/routes.ts'
import { keepingForm, sharingForm } from './forms.ts'
import {
  recordPage,
  sharedRecordPage,
  sharedRecordsPage,
  versionName,
  versionPage,
  versionsPage,
  type Reader,
} from './pages.ts'
import { pdfOf } from './paper.ts'
import type { PrintedAs } from './print.ts'
import {
  documentOf,
  keepRecord,
  loadShared,
  loadVersion,
  readersOf,
  shareRecord,
  sharedWith,
  sharesOf,
  versionsOf,
  withdrawShare,
  type RecordVersion,
} from './service.ts'

const AT = '/settings/:setting/toolkit/record'
const READING = '/programmes/:programme/records'

function rolesIn(ctx: Ctx, setting: string) {
  return placeIn(actorOf(ctx), setting).map((place) => place.role)
}

function asKept(version: RecordVersion): PrintedAs {
  const { why, kept_by: by, kept_at: at, digest } = version
  return { kind: 'kept', version: versionName(version), why, by, at, digest }
}

async function readersWithShares(ctx: Ctx, version: RecordVersion): Promise<Reader[]> {
  const shares = (await sharesOf(ctx, version.setting_id)).filter((share) => share.record_id === version.id)
  const readers = await readersOf(ctx, version.setting_id)
  return readers.map(({ programme_id, name }) => ({
    programme_id,
    name,
    shared: shares.find((share) => share.programme_id === programme_id),
  }))
}

const living: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see'),
    load: { cycle: loadCycle },
    show: async (asked) => {
      const setting = asked.cycle.setting_id
      const roles = rolesIn(asked, setting)
      const mayDo = { keep: leadsHere(roles), take: roles.some((role) => exporters.includes(role)) }
      return recordPage(setting, await documentOf(asked, asked.cycle), mayDo)
    },
  }),
  get(`${AT}.pdf`, {
    who: may('toolkit.see'),
    load: { cycle: loadCycle },
    show: async (asked) => pdfOf(await documentOf(asked, asked.cycle), { kind: 'living' }),
  }),
]

async function versions(ctx: Ctx, setting: string, hasCycle: boolean) {
  const kept = await versionsOf(ctx, setting)
  return { setting, versions: kept, mayKeep: hasCycle && leadsHere(rolesIn(ctx, setting)) }
}

const keeping: readonly Route[] = [
  get(`${AT}/versions`, {
    who: may('toolkit.see'),
    load: { cycle: loadCycleIfAny },
    show: async (asked) => versionsPage(await versions(asked, asked.params.setting!, asked.cycle !== undefined)),
  }),
  post(`${AT}/versions`, {
    who: may('toolkit.keep-record'),
    load: { cycle: loadCycle },
    form: keepingForm,
    act: async (asked) => {
      const { setting_id: setting, number } = asked.cycle
      const kept = await keepRecord(asked, asked.cycle, asked.form.why)
      return goTo(versionsAt(setting), `Version ${number}.${kept.number} of the Record is kept`)
    },
    again: async (asked) =>
      versionsPage({
        ...(await versions(asked, asked.cycle.setting_id, true)),
        mistakes: asked.mistakes,
        typed: asked.typed,
      }),
  }),
  get(`${AT}/versions/:record`, {
    who: may('toolkit.see'),
    load: { version: loadVersion },
    show: async (asked) => {
      const { version } = asked
      return versionPage({
        version,
        readers: await readersWithShares(asked, version),
        mayShare: rolesIn(asked, version.setting_id).includes('head'),
      })
    },
  }),
  get(`${AT}/versions/:record/pdf`, {
    who: may('toolkit.see'),
    load: { version: loadVersion },
    show: async ({ version }) => pdfOf(version.document, asKept(version)),
  }),
]

const sharing: readonly Route[] = [
  post(`${AT}/versions/:record/shares`, {
    who: may('toolkit.share'),
    load: { version: loadVersion },
    form: sharingForm,
    act: async (asked) => {
      const { version } = asked
      if (!(await shareRecord(asked, version, asked.form.programme)))
        return again({ programme: 'Reading by reviewers is not switched on for that programme, so nothing was shared' })
      return goTo(versionAt(version.setting_id, version.id), 'Shared. Reviewers and officers can read this version now')
    },
    again: async (asked) =>
      versionPage({
        version: asked.version,
        readers: await readersWithShares(asked, asked.version),
        mayShare: true,
        mistakes: asked.mistakes,
      }),
  }),
  post(`${AT}/versions/:record/shares/withdrawals`, {
    who: may('toolkit.share'),
    load: { version: loadVersion },
    form: sharingForm,
    act: async (asked) => {
      await withdrawShare(asked, asked.version, asked.form.programme)
      return goTo(
        versionAt(asked.version.setting_id, asked.version.id),
        'Taken back. The programme can no longer read this version',
      )
    },
    again: async (asked) =>
      versionPage({
        version: asked.version,
        readers: await readersWithShares(asked, asked.version),
        mayShare: true,
        mistakes: asked.mistakes,
      }),
  }),
]

function pageNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 1
}

const readingRoutes: readonly Route[] = [
  get(READING, {
    who: may('toolkit.read-records', 'programme'),
    show: async (asked) => {
      const programme = asked.params.programme!
      const about = await programmeById(asked.tx, programme)
      const q = asked.query.q?.trim().slice(0, 100) || null
      const page = pageNumber(asked.query.page)
      const seen = await sharedWith(asked, programme, { q, page })
      return sharedRecordsPage({ programme, programmeName: about?.name ?? 'Programme', ...seen, q, page })
    },
  }),
  get(`${READING}/:shared`, {
    who: may('toolkit.read-records', 'programme'),
    load: { shared: loadShared },
    sees: 'a shared Record',
    show: async ({ shared }) => sharedRecordPage(shared.programme_id, shared),
  }),
  get(`${READING}/:shared/pdf`, {
    who: may('toolkit.read-records', 'programme'),
    load: { shared: loadShared },
    sees: 'a shared Record, printed',
    show: async ({ shared }) => {
      const { cycle_number, record_number, document, shared_by: by, shared_at: at, digest } = shared
      return pdfOf(document, { kind: 'shared', version: `${cycle_number}.${record_number}`, by, at, digest })
    },
  }),
]

export const routes: readonly Route[] = [...living, ...keeping, ...exports, ...sharing, ...readingRoutes]
