// Statements about programmes and trusts, their districts and phases. Everyone signed in may read what they are called;
// only the clerk's role changes them, for an officer whose programme the path named.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const ProgrammeRow = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  office_setting_id: z.string(),
  everyone_needs_second_step: z.boolean(),
  takes_requests: z.boolean(),
  brand: z.string().nullable(),
  brand_deep: z.string().nullable(),
  level_names: z.array(z.string()),
})
export type Programme = z.output<typeof ProgrammeRow>

const PROGRAMME = `id, slug, name, office_setting_id, everyone_needs_second_step, takes_requests, brand, brand_deep, level_names`

export const programmeById = query<{ id: string }>()(
  ProgrammeRow,
  `select ${PROGRAMME} from settings.programmes where id = :id`,
)

export const programmeBySlug = query<{ slug: string }>()(
  ProgrammeRow,
  `select ${PROGRAMME} from settings.programmes where slug = :slug`,
)

export const allProgrammes = query()(
  z.object({ id: z.string(), slug: z.string(), name: z.string() }),
  `select id, slug, name from settings.programmes order by name`,
)

export const addProgramme = query<{
  id: string
  slug: string
  name: string
  office: string
  second_step: boolean
  takes_requests: boolean
  brand: string | null
  brand_deep: string | null
  levels: string
  at: Date
}>()(
  Nothing,
  `insert into settings.programmes (id, slug, name, office_setting_id, everyone_needs_second_step, takes_requests, brand, brand_deep, level_names, created_at)
   values (:id, :slug, :name, :office, :second_step, :takes_requests, :brand, :brand_deep, :levels::jsonb, :at)`,
)

export const changeProgramme = query<{
  id: string
  name: string
  second_step: boolean
  takes_requests: boolean
  brand: string | null
  brand_deep: string | null
  levels: string
}>()(
  Nothing,
  `update settings.programmes
      set name = :name, everyone_needs_second_step = :second_step, takes_requests = :takes_requests, brand = :brand, brand_deep = :brand_deep, level_names = :levels::jsonb
    where id = :id`,
)

/** In the clerk's role: every setting of the programme asks for what the programme asks for. */
export const changeSecondStep = query<{ programme: string; second_step: boolean }>()(
  Nothing,
  `update settings.settings s
      set needs_second_step = :second_step
    where s.needs_second_step <> :second_step
      and (s.programme_id = :programme
           or s.setting_id in (select e.setting_id from settings.enrolments e where e.programme_id = :programme and e.left_on is null))
      and (:second_step or not exists (
            select 1 from settings.enrolments o
              join settings.programmes p on p.id = o.programme_id and p.everyone_needs_second_step
             where o.setting_id = s.setting_id and o.programme_id <> :programme and o.left_on is null))`,
)

export const renameOffice = query<{ office: string; name: string }>()(
  Nothing,
  `update settings.settings set name = :name where setting_id = :office`,
)

export const DistrictRow = z.object({
  id: z.string(),
  name: z.string(),
  register_code: z.string().nullable(),
  phase_id: z.string().nullable(),
  joined_on: z.string().nullable(),
})
export type District = z.output<typeof DistrictRow>

export const districtsOfProgramme = query<{ programme: string }>()(
  DistrictRow.extend({ phase_name: z.string().nullable() }),
  `select d.id, d.name, d.register_code, d.phase_id, d.joined_on, p.name as phase_name
     from settings.districts d
     left join settings.phases p on p.programme_id = d.programme_id and p.id = d.phase_id
    where d.programme_id = :programme
    order by d.name`,
)

export const districtById = query<{ programme: string; id: string }>()(
  DistrictRow,
  `select id, name, register_code, phase_id, joined_on from settings.districts where programme_id = :programme and id = :id::uuid`,
)

const TAKEN = {
  districts_programme_id_name_key: 'settings.name-taken',
  phases_programme_id_name_key: 'settings.name-taken',
}

export const addDistrict = query<{
  programme: string
  name: string
  code: string | null
  phase: string | null
  joined: string | null
}>()(
  Nothing,
  `insert into settings.districts (programme_id, name, register_code, phase_id, joined_on)
   values (:programme, :name, :code, :phase, :joined)`,
  { onConflict: TAKEN },
)

export const changeDistrict = query<{
  programme: string
  id: string
  name: string
  code: string | null
  phase: string | null
  joined: string | null
}>()(
  Nothing,
  `update settings.districts set name = :name, register_code = :code, phase_id = :phase, joined_on = :joined
    where programme_id = :programme and id = :id`,
  { onConflict: TAKEN },
)

/** Schools that had no phase, or their district's earlier one, follow their district. In the clerk's role. */
export const movePhase = query<{ programme: string; district: string; before: string | null; phase: string | null }>()(
  Nothing,
  `update settings.enrolments set phase_id = :phase, version = version + 1
    where programme_id = :programme and district_id = :district
      and (phase_id is null or phase_id is not distinct from :before::uuid)
      and phase_id is distinct from :phase::uuid`,
)

export const removeDistrict = query<{ programme: string; id: string }>()(
  Nothing,
  `delete from settings.districts where programme_id = :programme and id = :id`,
  { onConflict: { enrolments_programme_id_district_id_fkey: 'settings.in-use' } },
)

export const addDistrictsOfAuthority = query<{ programme: string; la: string }>()(
  z.object({ name: z.string() }),
  `insert into settings.districts (programme_id, name, register_code)
   select :programme, min(coalesce(r.district_name, r.district_code)), r.district_code
     from settings.register r
    where r.la_code = :la and r.district_code is not null and r.status_code <> '2'
      and length(coalesce(r.district_name, r.district_code)) <= 80
      and not exists (select 1 from settings.districts d where d.programme_id = :programme and d.register_code = r.district_code)
    group by r.district_code
   on conflict (programme_id, name) do nothing
   returning name`,
)

export const authoritiesOnRegister = query()(
  z.object({ la_code: z.string(), la_name: z.string() }),
  `select la_code, min(la_name) as la_name from settings.register group by la_code order by 2, 1`,
)

export const PhaseRow = z.object({ id: z.string(), name: z.string(), starts_on: z.string().nullable() })
export type Phase = z.output<typeof PhaseRow>

export const phasesOfProgramme = query<{ programme: string }>()(
  PhaseRow,
  `select id, name, starts_on from settings.phases where programme_id = :programme order by starts_on nulls last, name`,
)

export const phaseById = query<{ programme: string; id: string }>()(
  PhaseRow,
  `select id, name, starts_on from settings.phases where programme_id = :programme and id = :id::uuid`,
)

export const addPhase = query<{ programme: string; name: string; starts: string | null }>()(
  Nothing,
  `insert into settings.phases (programme_id, name, starts_on) values (:programme, :name, :starts)`,
  { onConflict: TAKEN },
)

export const changePhase = query<{ programme: string; id: string; name: string; starts: string | null }>()(
  Nothing,
  `update settings.phases set name = :name, starts_on = :starts where programme_id = :programme and id = :id`,
  { onConflict: TAKEN },
)

export const removePhase = query<{ programme: string; id: string }>()(
  Nothing,
  `delete from settings.phases where programme_id = :programme and id = :id`,
  {
    onConflict: {
      districts_programme_id_phase_id_fkey: 'settings.in-use',
      enrolments_programme_id_phase_id_fkey: 'settings.in-use',
    },
  },
)

export const trustsOfProgramme = query<{ programme: string }>()(
  z.object({ id: z.string(), name: z.string(), office_setting_id: z.string(), enrolled: z.number() }),
  `select t.id, t.name, t.office_setting_id, count(e.setting_id)::int as enrolled
     from settings.trusts t
     left join settings.enrolments e on e.trust_name = t.name and e.programme_id = :programme and e.left_on is null
    where e.setting_id is not null or t.made_by = :programme
    group by t.id, t.name, t.office_setting_id
    order by t.name`,
)

export const trustById = query<{ id: string }>()(
  z.object({ id: z.string(), name: z.string(), office_setting_id: z.string(), made_by: z.string().nullable() }),
  `select id, name, office_setting_id, made_by from settings.trusts where id = :id::uuid`,
)
