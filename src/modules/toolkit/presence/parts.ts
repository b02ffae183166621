// What presence gives to the Toolkit's module: its table, and the hour at which it is swept.
import type { NounParts } from '../parts.ts'
import { forgetPresence } from './service.ts'

export const parts: NounParts = {
  tables: {
    'toolkit.presence': {
      purpose: 'Who has a form open just now, so that a colleague who opens the same one is told.',
      whose: 'Staff who write, by name.',
      keep: 'Until the page is left or saved, swept each hour; never longer than a day.',
      retire: { after: { days: 1 }, from: 'until' },
    },
  },
  jobs: [{ name: 'toolkit-forget-presence', cron: '17 * * * *', run: (ctx) => forgetPresence(ctx) }],
}
