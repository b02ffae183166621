// Why the kernel's own tables are kept, for docs/data.md and the schema proof.
import type { TableNote } from './module.ts'

export const kernelTables: Readonly<Record<string, TableNote>> = {
  'kernel.migrations': {
    purpose: 'Which migrations ran, with their digests',
    whose: 'none',
    keep: 'for ever',
    retire: { never: 'the schema itself, and nobody’s data' },
    installation: 'About the schema itself; the web role has no grant.',
  },
  'kernel.marks': {
    purpose: 'Marks of the installation: that it is a demonstration',
    whose: 'none',
    keep: 'for ever',
    retire: { never: 'what an installation is does not change' },
    installation: 'One installation, one set of marks.',
  },
  'kernel.audit_lines': {
    purpose: 'Who did or saw what, for the people of a setting to check',
    whose: 'people who work here',
    keep: '6 years after the line was written',
    retire: { after: { years: 6 }, from: 'at' },
  },
  'kernel.facts_told': {
    purpose: 'Facts that other rooms hear, in the transaction that made them true',
    whose: 'none',
    keep: '30 days',
    retire: { after: { days: 30 }, from: 'at' },
    installation: 'The queue reads across settings; the web role may only add.',
  },
  'kernel.letters': {
    purpose: 'Letters waiting and sent, sealed',
    whose: 'people who work here',
    keep: '30 days after sending, and a year after it was written where it could not be sent',
    retire: [
      { after: { days: 30 }, from: 'sent_at' },
      { after: { years: 1 }, from: 'queued_at' },
    ],
    installation: 'The queue reads across settings; the web role may only add.',
  },
  'kernel.deeds_done': {
    purpose: 'Which form was sent already, so that a second press does nothing',
    whose: 'people who work here',
    keep: '1 day',
    retire: { after: { days: 1 }, from: 'at' },
    installation: 'Belongs to a person, not to a setting; each reaches their own.',
  },
  'kernel.rescued_posts': {
    purpose: 'What someone sent after their session had run out, sealed, to be shown to them again',
    whose: 'people who work here',
    keep: '30 minutes to be read, removed within a day',
    retire: { after: { days: 1 }, from: 'at' },
    installation: 'Belongs to a person, not to a setting; each reaches their own.',
  },
}
