// What only a demonstration has.
import { signedIn } from '../../../kernel/access.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { lettersPage } from './pages.ts'
import { lettersShown } from './service.ts'

export const demoRoutes: readonly Route[] = [
  get('/letters', {
    who: signedIn,
    show: async (asked) =>
      lettersPage({ letters: await lettersShown(asked, asked.loopback), publicUrl: asked.publicUrl }),
  }),
]
