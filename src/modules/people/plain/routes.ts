// Pages for anyone, signed in or not.
import { anyone } from '../../../kernel/access.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { accessibilityPage, helpPage, privacyPage } from './pages.ts'

export const plainRoutes: readonly Route[] = [
  get('/help', { who: anyone, show: async () => helpPage() }),
  get('/privacy', { who: anyone, show: async () => privacyPage() }),
  get('/accessibility', { who: anyone, show: async () => accessibilityPage() }),
]
