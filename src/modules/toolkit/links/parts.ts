// What links for readers without an account give to the Toolkit's module.
import type { NounParts } from '../parts.ts'
import { leads } from '../roles.ts'
import { emptyEndedLinks } from './service.ts'
import * as store from './store.ts'

export const parts: NounParts = {
  verbs: {
    'toolkit.make-link': { words: 'Let someone without an account read a kept version of the Record', roles: leads },
  },
  tables: {
    'toolkit.reading_links': {
      purpose:
        'Links by which a kept version of the Record is read without an account: for whom, what for, until when.',
      whose: 'Staff who made or ended one, and those named in the version; readers, if the purpose names them.',
      keep: 'A year after its last day, or as long as the version it shows. The copy in it goes the night after its last day, or when it is ended.',
      retire: [
        { after: { years: 1 }, from: 'last_day' },
        { with: 'toolkit.records', by: { record_id: 'id' } },
      ],
    },
    'toolkit.reading_openings': {
      purpose:
        'How often a link was opened on a day, and how many wrong codes were typed. Not by whom, nor from where.',
      whose: 'none',
      keep: 'As long as its link.',
      retire: { with: 'toolkit.reading_links', by: { link: 'link' } },
    },
  },
  jobs: [{ name: 'toolkit-end-reading-links', cron: '40 1 * * *', run: (ctx) => emptyEndedLinks(ctx) }],
  examples: {
    record_link: async (tx, { setting }) => (await tx.maybe(store.anyReadingLink, { setting }))?.id,
  },
}
