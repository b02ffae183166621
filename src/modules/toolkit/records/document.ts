// The Record as one plain document: what a school's cycle says about itself, in words and numbers that need no
// database to be read again. A kept version is this document and its digest. The format has a number: a later one
// must still read all earlier ones. Nobody's own rating is in it: members rated alone, for one another.
import { createHash } from 'node:crypto'
import { z } from 'zod'

const day = z.string()
const level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
const signed = z.object({ by: z.string(), on: day })

const pointShape = z.object({ on: day, value: z.number() })
const measureShape = z.object({
  name: z.string(),
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
  baseline: z.number().nullable(),
  baselineOn: day.nullable(),
  target: z.number().nullable(),
  targetOn: day.nullable(),
  points: z.array(pointShape),
})

const reviewShape = signed.extend({
  done: z.string(),
  pupilsWords: z.string().nullable(),
  changed: z.enum(['much', 'some', 'not_yet', 'too_early']),
  next: z.enum(['finished', 'embed', 'carry_on', 'stop']),
  nextWords: z.string().nullable(),
})

const actionShape = z.object({
  title: z.string(),
  state: z.enum(['planned', 'under_way', 'done', 'stopped']),
  owner: z.string().nullable(),
  people: z.string().nullable(),
  startsOn: day.nullable(),
  dueOn: day.nullable(),
  intendedImpact: z.string().nullable(),
  evidencePlan: z.string().nullable(),
  pupilView: z.string().nullable(),
  move: z.string().nullable(),
  activityLevel: z.number().nullable(),
  /** It began in an earlier cycle. */
  carriedIn: z.boolean(),
  steps: z.array(z.object({ words: z.string(), doneOn: day.nullable(), doneBy: z.string().nullable() })),
  measures: z.array(measureShape),
  review: reviewShape.nullable(),
})

const receiptShape = z.object({
  kind: z.enum(['note', 'link', 'series']),
  on: day,
  words: z.string(),
  url: z.string().nullable(),
  by: z.string(),
  series: measureShape.nullable(),
})

/** `level` null: agreed that it does not apply here. */
const agreedShape = signed.extend({ level: level.nullable(), reason: z.string() })

const criterionShape = z.object({
  key: z.string(),
  text: z.string(),
  /** Whose it is, when a programme asked it and not the edition. */
  askedBy: z.string().optional(),
  agreed: agreedShape.nullable(),
  before: z.object({ level: level.nullable(), cycle: z.number(), on: day }).nullable(),
  reviewed: agreedShape.nullable(),
  gapReason: signed.extend({ reason: z.string() }).nullable(),
  evidence: z.array(receiptShape),
  actions: z.array(actionShape),
})

const chapterShape = z.object({
  key: z.string(),
  number: z.number(),
  name: z.string(),
  focusQuestion: z.string(),
  /** How many people rated it alone before the team agreed. */
  ratedAlone: z.number(),
  agreements: z.array(signed.extend({ stage: z.string(), discussedWith: z.string() })),
  /** Where someone held the chapter and a lead signed it off. */
  signOffs: z.array(signed.extend({ stage: z.string(), readyBy: z.string(), readyOn: day })).optional(),
  /** What people outside said who were asked to read it, where the school put that in its Record. */
  friends: z
    .array(signed.extend({ from: z.string(), strong: z.string(), wondered: z.string(), nextStep: z.string() }))
    .optional(),
  criteria: z.array(criterionShape),
})

export const recordShape = z.object({
  format: z.literal(1),
  setting: z.object({ name: z.string(), designation: z.string().nullable() }),
  programmes: z.array(z.string()),
  edition: z.object({
    key: z.string(),
    version: z.number(),
    title: z.string(),
    digest: z.string(),
    levelWords: z.tuple([z.string(), z.string(), z.string(), z.string()]),
  }),
  cycle: z.object({
    number: z.number(),
    startedOn: day,
    stage: z.enum(['assess', 'plan', 'review', 'closed']),
    stages: z.array(
      z.object({ key: z.string(), name: z.string(), closedOn: day.nullable(), closedBy: z.string().nullable() }),
    ),
  }),
  /** The moment it was put together. */
  asAt: z.string(),
  team: z.object({
    members: z.array(
      z.object({
        name: z.string(),
        role: z.string().nullable(),
        lead: z.boolean(),
        minutesAWeek: z.number().nullable(),
        joinedOn: day,
        leftOn: day.nullable(),
      }),
    ),
    gaps: z.array(z.object({ role: z.string(), why: z.string() })),
  }),
  involvement: z.array(
    signed.extend({ group: z.string(), planned: z.string(), actual: z.string() }).partial({ by: true, on: true }),
  ),
  chapters: z.array(chapterShape),
  blockers: z.array(z.string()),
  warnings: z.array(z.string()),
  /** Titles of actions that went on into the next cycle. */
  carriedOn: z.array(z.string()),
})

export type RecordDocument = z.infer<typeof recordShape>
export type RecordChapter = z.infer<typeof chapterShape>
export type RecordCriterion = z.infer<typeof criterionShape>
export type RecordAction = z.infer<typeof actionShape>
export type RecordMeasure = z.infer<typeof measureShape>
export type RecordReceipt = z.infer<typeof receiptShape>
export type RecordReview = z.infer<typeof reviewShape>
export type RecordAgreed = z.infer<typeof agreedShape>

/** A document as kept in a row. One that does not read is a fault of ours, not a reader's. */
export function readDocument(kept: unknown): RecordDocument {
  return recordShape.parse(kept)
}

/** SHA-256 of the document with its keys in order: the same words give the same digest wherever they were stored. */
export function documentDigest(document: unknown): string {
  return createHash('sha256').update(inOrder(document)).digest('hex')
}

function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const pairs = Object.entries(value)
    .filter(([, own]) => own !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${pairs.map(([key, own]) => `${JSON.stringify(key)}:${inOrder(own)}`).join(',')}}`
}
