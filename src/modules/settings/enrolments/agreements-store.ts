// Statements about agreements between a setting (or its trust) and a programme, and about what a setting shares.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const AgreementRow = z.object({
  setting_id: z.string(),
  id: z.string(),
  /** With a programme or with the setting's trust: one of the two. */
  programme_id: z.string().nullable(),
  trust_id: z.string().nullable(),
  with_name: z.string(),
  party: z.string(),
  party_kind: z.enum(['setting', 'trust']),
  purposes: z.array(z.string()),
  lawful_basis: z.string(),
  starts_on: z.string(),
  ends_on: z.string(),
  offered_by: z.string(),
  offered_at: z.date(),
  signed_name: z.string().nullable(),
  signed_role: z.string().nullable(),
  signed_at: z.date().nullable(),
  ended_at: z.date().nullable(),
  ended_words: z.string().nullable(),
  version: z.number(),
})
export type Agreement = z.output<typeof AgreementRow>

const AGREEMENT = `a.setting_id, a.id, a.programme_id, a.trust_id, coalesce(p.name, t.name, '') as with_name, a.party, a.party_kind, a.purposes, a.lawful_basis,
          a.starts_on, a.ends_on, a.offered_by, a.offered_at, a.signed_name, a.signed_role, a.signed_at, a.ended_at, a.ended_words, a.version`

const WITH = `settings.agreements a
     left join settings.programmes p on p.id = a.programme_id
     left join settings.trusts t on t.id = a.trust_id`

export const agreementsOfSetting = query<{ setting: string }>()(
  AgreementRow,
  `select ${AGREEMENT} from ${WITH}
    where a.setting_id = :setting
    order by a.ended_at is not null, a.offered_at desc, a.id`,
)

export const agreementById = query<{ setting: string; id: string }>()(
  AgreementRow,
  `select ${AGREEMENT} from ${WITH}
    where a.setting_id = :setting and a.id = :id::uuid`,
)

export const addAgreement = query<{
  setting: string
  programme: string
  party: string
  party_kind: string
  purposes: readonly string[]
  lawful_basis: string
  starts_on: string
  ends_on: string
  offered_by: string
  at: Date
}>()(
  z.object({ id: z.string() }),
  `insert into settings.agreements (setting_id, programme_id, party, party_kind, purposes, lawful_basis, starts_on, ends_on, offered_by, offered_at)
   values (:setting, :programme, :party, :party_kind, :purposes::text[], :lawful_basis, :starts_on, :ends_on, :offered_by, :at)
   returning id`,
  { onConflict: { one_offer_at_a_time: 'settings.agreement-already-offered' } },
)

/** An older agreement gives way to the one now signed. */
export const endAgreementInForce = query<{
  setting: string
  programme: string | null
  trust: string | null
  at: Date
  words: string
}>()(
  Nothing,
  `update settings.agreements set ended_at = :at, ended_words = :words, version = version + 1
    where setting_id = :setting and (programme_id = :programme::uuid or trust_id = :trust::uuid)
      and ended_at is null and signed_at is not null`,
)

export const signAgreement = query<{
  setting: string
  id: string
  version: number
  person: string
  name: string
  role: string
  at: Date
}>()(
  z.object({ id: z.string() }),
  `update settings.agreements
      set signed_by = :person, signed_name = :name, signed_role = :role, signed_at = :at, version = version + 1
    where setting_id = :setting and id = :id and version = :version and signed_at is null and ended_at is null
   returning id`,
)

export const endAgreement = query<{ setting: string; id: string; version: number; at: Date; words: string }>()(
  z.object({ id: z.string() }),
  `update settings.agreements set ended_at = :at, ended_words = :words, version = version + 1
    where setting_id = :setting and id = :id and version = :version and ended_at is null
   returning id`,
)

/** In force or only offered: all that stands between a setting and a programme. */
export const endAgreementsWith = query<{ setting: string; programme: string; at: Date; words: string }>()(
  Nothing,
  `update settings.agreements set ended_at = :at, ended_words = :words, version = version + 1
    where setting_id = :setting and programme_id = :programme and ended_at is null`,
)

export const agreementInForce = query<{ setting: string; programme: string; today: string }>()(
  z.object({ id: z.string() }),
  `select id from settings.agreements
    where setting_id = :setting and programme_id = :programme and ended_at is null and signed_at is not null
      and :today::date between starts_on and ends_on`,
)

export const sharingOfSetting = query<{ setting: string }>()(
  z.object({ programme_id: z.string(), flow: z.string(), since: z.date(), shared_by: z.string() }),
  `select programme_id, flow, since, shared_by from settings.sharing where setting_id = :setting order by programme_id, flow`,
)

export const addSharing = query<{ setting: string; programme: string; flow: string; at: Date; by: string }>()(
  Nothing,
  `insert into settings.sharing (setting_id, programme_id, flow, since, shared_by)
   values (:setting, :programme, :flow, :at, :by) on conflict (setting_id, programme_id, flow) do nothing`,
)

export const removeSharing = query<{ setting: string; programme: string; flow: string }>()(
  Nothing,
  `delete from settings.sharing where setting_id = :setting and programme_id = :programme and flow = :flow`,
)

/** With which programmes this goes today: switched on, and an agreement in force. */
export const programmesSharedWith = query<{ setting: string; flow: string; purpose: string; today: string }>()(
  z.object({
    programme_id: z.string(),
    name: z.string(),
    district_id: z.string().nullable(),
    designation: z.string(),
    setting_name: z.string(),
    until: z.string(),
  }),
  `select s.programme_id, p.name, e.district_id, e.designation, e.name as setting_name, a.ends_on as until
     from settings.sharing s
     join settings.programmes p on p.id = s.programme_id
     join settings.enrolments e on e.setting_id = s.setting_id and e.programme_id = s.programme_id and e.left_on is null
     join settings.agreements a on a.setting_id = s.setting_id and a.programme_id = s.programme_id
          and a.ended_at is null and a.signed_at is not null and :today::date between a.starts_on and a.ends_on
          and :purpose = any (a.purposes)
    where s.setting_id = :setting and s.flow = :flow
    order by p.name`,
)

/** In the clerk's role: what was shared under agreements that have run out. */
export const sharedBeyondAgreement = query<{ today: string }>()(
  z.object({ setting_id: z.string(), programme_id: z.string(), flows: z.array(z.string()) }),
  `select setting_id, programme_id, flows from settings.enrolments
    where flows <> '{}' and (agreement_ends_on is null or agreement_ends_on < :today::date)
    order by setting_id limit 500`,
)
