import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface ClientState {
  /** The client that was looked at last; the start page goes there. */
  lastSlug: string | null
  /** Ids of clients whose children are folded away. */
  closed: string[]
  /** Whether the selector shows archived clients too. */
  showArchived: boolean
  remember: (slug: string) => void
  setClosed: (id: string, closed: boolean) => void
  setShowArchived: (show: boolean) => void
}

/** What this browser remembers of the client tree. */
export const useClientStore = create<ClientState>()(
  persist(
    (set) => ({
      lastSlug: null,
      closed: [],
      showArchived: false,
      remember: (slug) => set({ lastSlug: slug }),
      setClosed: (id, closed) =>
        set((state) => ({ closed: closed ? [...state.closed, id] : state.closed.filter((other) => other !== id) })),
      setShowArchived: (showArchived) => set({ showArchived }),
    }),
    // Read after hydration (by the shell): the server knows nothing of this browser.
    { name: 'hg-content.clients', skipHydration: true },
  ),
)
