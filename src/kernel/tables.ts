// Why the kernel's own tables are kept, for docs/data.md and the schema proof.
import type { TableNote } from './module.ts'

export const kernelTables: Readonly<Record<string, TableNote>> = {
  'kernel.migrations': {
    purpose: 'Which migrations ran, with their digests',
    whose: 'none',
    keep: 'for ever',
    installation: 'About the schema itself; the web role has no grant.',
  },
  'kernel.marks': {
    purpose: 'Marks of the installation: that it is a demonstration',
    whose: 'none',
    keep: 'for ever',
    installation: 'One installation, one set of marks.',
  },
  'kernel.audit_lines': {
    purpose: 'Who did or saw what, for the people of a setting to check',
    whose: 'people who work here',
    keep: '6 years after the line was written',
  },
  'kernel.facts_told': {
    purpose: 'Facts that other rooms hear, in the transaction that made them true',
    whose: 'none',
    keep: '30 days',
    installation: 'The queue reads across settings; the web role may only add.',
  },
  'kernel.letters': {
    purpose: 'Letters waiting and sent, sealed',
    whose: 'people who work here',
    keep: '30 days after sending',
    installation: 'The queue reads across settings; the web role may only add.',
  },
  'kernel.deeds_done': {
    purpose: 'Which form was sent already, so that a second press does nothing',
    whose: 'people who work here',
    keep: '1 day',
    installation: 'Belongs to a person, not to a setting; each reaches their own.',
  },
  'kernel.rescued_posts': {
    purpose: 'What someone sent after their session had run out, sealed, to be shown to them again',
    whose: 'people who work here',
    keep: '30 minutes to be read, removed within a day',
    installation: 'Belongs to a person, not to a setting; each reaches their own.',
  },
}
