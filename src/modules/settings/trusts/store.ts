// Statements about a setting and its trust: the trust's schools, what is offered to them, what they share.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

/** The trust that a setting belongs to, as it says itself. */
export const trustOfSetting = query<{ setting: string }>()(
  z.object({ trust_id: z.string(), name: z.string(), setting_name: z.string(), designation: z.string().nullable() }),
  `select t.id as trust_id, t.name, s.name as setting_name, s.designation
     from settings.settings s join settings.trusts t on t.id = s.trust_id
    where s.setting_id = :setting and s.kind = 'school'`,
)

/** The trust whose own office this is. */
export const trustOfOffice = query<{ office: string }>()(
  z.object({ trust_id: z.string(), name: z.string() }),
  `select id as trust_id, name from settings.trusts where office_setting_id = :office`,
)

/** In the clerk's role. */
export const schoolsOfTrust = query<{ trust: string; most: number }>()(
  z.object({ setting_id: z.string() }),
  `select setting_id from settings.settings
    where trust_id = :trust and kind = 'school' and closed_on is null order by setting_id limit :most`,
)

/** To each of these settings that has no offer open and no agreement in force for longer than its last weeks. */
export const offerToSchools = query<{
  settings: readonly string[]
  trust: string
  purposes: readonly string[]
  lawful_basis: string
  starts_on: string
  ends_on: string
  renew_before: string
  offered_by: string
  at: Date
}>()(
  z.object({ setting_id: z.string(), id: z.string() }),
  `insert into settings.agreements (setting_id, trust_id, party, party_kind, purposes, lawful_basis, starts_on, ends_on, offered_by, offered_at)
   select s.setting_id, :trust, s.name, 'setting', :purposes::text[], :lawful_basis, :starts_on, :ends_on, :offered_by, :at
     from settings.settings s
    where s.setting_id = any (:settings::uuid[]) and s.trust_id = :trust
      and not exists (
        select from settings.agreements a
         where a.setting_id = s.setting_id and a.trust_id = :trust and a.ended_at is null
           and (a.signed_at is null or a.ends_on >= :renew_before::date))
   returning setting_id, id`,
)

export const agreementWithTrust = query<{ setting: string; trust: string; today: string }>()(
  z.object({ id: z.string(), purposes: z.array(z.string()), ends_on: z.string() }),
  `select id, purposes, ends_on from settings.agreements
    where setting_id = :setting and trust_id = :trust and ended_at is null and signed_at is not null
      and :today::date between starts_on and ends_on`,
)

export const offerOfTrust = query<{ setting: string; trust: string }>()(
  z.object({ id: z.string() }),
  `select id from settings.agreements
    where setting_id = :setting and trust_id = :trust and ended_at is null and signed_at is null`,
)

export const trustFlowsNow = query<{ setting: string; trust: string }>()(
  z.object({ flow: z.string() }),
  `select flow from settings.trust_sharing where setting_id = :setting and trust_id = :trust order by flow`,
)

export const addTrustSharing = query<{
  setting: string
  trust: string
  flow: string
  at: Date
  by: string
  until: string
}>()(
  Nothing,
  `insert into settings.trust_sharing (setting_id, trust_id, flow, since, shared_by, until)
   values (:setting, :trust, :flow, :at, :by, :until)
   on conflict (setting_id, trust_id, flow) do update set until = excluded.until`,
)

export const removeTrustSharing = query<{ setting: string; trust: string; flow: string }>()(
  Nothing,
  `delete from settings.trust_sharing where setting_id = :setting and trust_id = :trust and flow = :flow`,
)

/** A new agreement runs until another day, and so does what is shared under it. */
export const moveTrustSharing = query<{ setting: string; trust: string; until: string }>()(
  Nothing,
  `update settings.trust_sharing set until = :until where setting_id = :setting and trust_id = :trust`,
)

/** The setting's own trust, when this goes to it today: switched on, with an agreement in force that names its purpose. */
export const trustSharedWith = query<{ setting: string; flow: string; purpose: string; today: string }>()(
  z.object({
    trust_id: z.string(),
    name: z.string(),
    setting_name: z.string(),
    designation: z.string().nullable(),
    until: z.string(),
  }),
  `select t.id as trust_id, t.name, s.name as setting_name, s.designation, a.ends_on as until
     from settings.trust_sharing h
     join settings.settings s on s.setting_id = h.setting_id and s.trust_id = h.trust_id
     join settings.trusts t on t.id = h.trust_id
     join settings.agreements a on a.setting_id = h.setting_id and a.trust_id = h.trust_id
          and a.ended_at is null and a.signed_at is not null and :today::date between a.starts_on and a.ends_on
          and :purpose = any (a.purposes)
    where h.setting_id = :setting and h.flow = :flow`,
)

/** In the clerk's role: what was shared with trusts under agreements that have run out. */
export const trustSharingRunOut = query<{ today: string }>()(
  z.object({ setting_id: z.string(), trust_id: z.string() }),
  `select distinct setting_id, trust_id from settings.trust_sharing
    where until < :today::date order by setting_id, trust_id limit 500`,
)
