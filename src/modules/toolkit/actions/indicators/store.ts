// Every statement about indicators and their dated readings. Numbers leave as float8: a school's counts and shares.
import { z } from 'zod'
import { query } from '../../../../kernel/sql.ts'

const Nothing = z.object({})

export const IndicatorRow = z.object({
  setting_id: z.string(),
  id: z.string(),
  action_id: z.string(),
  name: z.string(),
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
  baseline: z.number().nullable(),
  baseline_on: z.string().nullable(),
  target: z.number().nullable(),
  target_on: z.string().nullable(),
  worded_by: z.string().nullable(),
  worded_at: z.date().nullable(),
  version: z.number(),
})

const INDICATOR = `setting_id, id, action_id, name, unit, better, baseline::float8 as baseline, baseline_on, target::float8 as target,
  target_on, worded_by, worded_at, version`

export const indicatorsOfActions = query<{ setting: string; actions: readonly string[] }>()(
  IndicatorRow,
  `select ${INDICATOR} from toolkit.indicators
    where setting_id = :setting and action_id = any(:actions::uuid[]) order by name, id`,
)

export const indicatorById = query<{ setting: string; action: string; id: string }>()(
  IndicatorRow,
  `select ${INDICATOR} from toolkit.indicators where setting_id = :setting and action_id = :action and id = :id`,
)

export const ReadingRow = z.object({
  indicator_id: z.string(),
  on_day: z.string(),
  value: z.number(),
  noted_by: z.string(),
})

export const readingsOfIndicators = query<{ setting: string; indicators: readonly string[] }>()(
  ReadingRow,
  `select indicator_id, on_day, value::float8 as value, noted_by from toolkit.indicator_points
    where setting_id = :setting and indicator_id = any(:indicators::uuid[]) order by on_day`,
)

type Words = {
  name: string
  unit: string
  better: string
  baseline: number | null
  baseline_on: string | null
  target: number | null
  target_on: string | null
}

export const addIndicator = query<Words & { setting: string; action: string; by: string; at: Date }>()(
  z.object({ id: z.string() }),
  `insert into toolkit.indicators (setting_id, action_id, name, unit, better, baseline, baseline_on, target, target_on,
                                   worded_by, worded_at)
   values (:setting, :action, :name, :unit, :better, :baseline::float8, :baseline_on, :target::float8, :target_on, :by, :at)
   returning id`,
)

export const changeIndicator = query<Words & { setting: string; id: string; version: number; by: string; at: Date }>()(
  z.object({ id: z.string() }),
  `update toolkit.indicators
      set name = :name, unit = :unit, better = :better, baseline = :baseline::float8, baseline_on = :baseline_on,
          target = :target::float8, target_on = :target_on, worded_by = :by, worded_at = :at, version = version + 1
    where setting_id = :setting and id = :id and version = :version
   returning id`,
)

export const noteReading = query<{ setting: string; indicator: string; day: string; value: number; by: string }>()(
  Nothing,
  `insert into toolkit.indicator_points (setting_id, indicator_id, on_day, value, noted_by)
   values (:setting, :indicator, :day, :value::float8, :by)
   on conflict (setting_id, indicator_id, on_day) do update set value = excluded.value, noted_by = excluded.noted_by`,
)

export const removeReading = query<{ setting: string; indicator: string; day: string }>()(
  Nothing,
  `delete from toolkit.indicator_points where setting_id = :setting and indicator_id = :indicator and on_day = :day`,
)

export const removeReadings = query<{ setting: string; indicator: string }>()(
  Nothing,
  `delete from toolkit.indicator_points where setting_id = :setting and indicator_id = :indicator`,
)

export const removeIndicator = query<{ setting: string; id: string }>()(
  Nothing,
  `delete from toolkit.indicators where setting_id = :setting and id = :id`,
)

/** How many pieces of proof rest on it, withdrawn ones as well: they still name it. */
export const proofOnIndicator = query<{ setting: string; id: string }>()(
  z.object({ pieces: z.number() }),
  `select count(*)::int as pieces from toolkit.evidence where setting_id = :setting and indicator_id = :id`,
)

export const carryIndicator = query<{ setting: string; from: string; to: string }>()(
  z.object({ id: z.string() }),
  `insert into toolkit.indicators (setting_id, action_id, name, unit, better, baseline, baseline_on, target, target_on,
                                   worded_by, worded_at)
   select setting_id, :to, name, unit, better, baseline, baseline_on, target, target_on, worded_by, worded_at
     from toolkit.indicators where setting_id = :setting and id = :from
   returning id`,
)

export const carryReadings = query<{ setting: string; from: string; to: string }>()(
  Nothing,
  `insert into toolkit.indicator_points (setting_id, indicator_id, on_day, value, noted_by)
   select setting_id, :to, on_day, value, noted_by
     from toolkit.indicator_points where setting_id = :setting and indicator_id = :from`,
)

export const anyIndicator = query<{ setting: string; action: string }>()(
  z.object({ id: z.string() }),
  `select id from toolkit.indicators where setting_id = :setting and action_id = :action order by name, id limit 1`,
)
