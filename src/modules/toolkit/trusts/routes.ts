// Where a trust reads what its schools share, and where a head shares versions of the Record with it.
import { may } from '../../../kernel/access.ts'
import { today } from '../../../kernel/context.ts'
import { Problem } from '../../../kernel/problem.ts'
import { get, goTo, post, type Route } from '../../../kernel/route.ts'
import { pdfWhenRead } from '../../../kernel/typst.ts'
import { isStage, termOf } from '../board/rules.ts'
import { sharedAt, sharingAt } from '../paths.ts'
import { printed, RECORD_TEMPLATE } from '../records/print.ts'
import { loadVersion } from '../records/service.ts'
import { trustRecordForm } from './forms.ts'
import type { TrustAsked } from './rules.ts'
import { schoolPage, trustRecordPage } from './school-page.ts'
import { schoolsPage } from './schools-page.ts'
import {
  loadRecordSeen,
  loadSchoolSeen,
  loadTrustOffice,
  shareWithTrust,
  trustSeen,
  withdrawFromTrust,
} from './service.ts'

const AT = '/settings/:setting/schools'
const sees = may('toolkit.see-trust')

/** What the address asks for; anything it does not know is left out. */
export function trustAskedIn(query: Readonly<Record<string, string>>): TrustAsked {
  const { stage = '', edition = '', q = '', page = '' } = query
  return {
    q: q.trim().slice(0, 100) || null,
    stage: isStage(stage) ? stage : null,
    edition: /^[a-z][a-z-]{1,40}$/.test(edition) ? edition : null,
    page: /^[1-9]\d{0,2}$/.test(page) ? Number(page) : 1,
    all: query.all === 'yes',
  }
}

const trustSide: readonly Route[] = [
  get(AT, {
    who: sees,
    load: { office: loadTrustOffice },
    show: async (asked) => {
      const { office, now } = asked
      const seen = await trustSeen(asked, office.trust_id)
      return schoolsPage({ office, seen, asked: trustAskedIn(asked.query), term: termOf(today(asked)), now })
    },
  }),
  get(`${AT}/:school`, {
    who: sees,
    load: { school: loadSchoolSeen },
    sees: 'what a school shares with its trust',
    show: async (asked) => schoolPage(asked.school, termOf(today(asked))),
  }),
  get(`${AT}/:school/records/:trust_record`, {
    who: sees,
    load: { seen: loadRecordSeen },
    sees: 'a Record shared with its trust',
    show: async ({ seen }) => trustRecordPage(seen),
  }),
  get(`${AT}/:school/records/:trust_record/pdf`, {
    who: sees,
    load: { seen: loadRecordSeen },
    sees: 'a Record shared with its trust, printed',
    show: async ({ seen: { shared, document, digest } }) => {
      const version = `${shared.cycle_number}.${shared.record_number}`
      const as = { kind: 'shared', version, by: shared.shared_by, at: shared.shared_at, digest } as const
      return {
        kind: 'file',
        type: 'application/pdf',
        name: `${document.setting.name}, Record, version ${version}.pdf`,
        body: pdfWhenRead(RECORD_TEMPLATE, printed(document, as)),
      }
    },
  }),
]

const schoolSide: readonly Route[] = [
  post('/settings/:setting/toolkit/shared/trust-records', {
    who: may('toolkit.share'),
    form: trustRecordForm,
    async act(asked) {
      const setting = asked.params.setting!
      const version = await loadVersion(asked, { setting, record: asked.form.record })
      if (!(await shareWithTrust(asked, version))) throw new Problem('toolkit.trust-not-reading', sharingAt(setting))
      return goTo(sharedAt(setting), 'Shared. Your trust can read this version now')
    },
  }),
  post('/settings/:setting/toolkit/shared/trust-withdrawals', {
    who: may('toolkit.share'),
    form: trustRecordForm,
    async act(asked) {
      const setting = asked.params.setting!
      await withdrawFromTrust(asked, await loadVersion(asked, { setting, record: asked.form.record }))
      return goTo(sharedAt(setting), 'Taken back. Your trust can no longer read this version')
    },
  }),
]

export const routes: readonly Route[] = [...trustSide, ...schoolSide]
