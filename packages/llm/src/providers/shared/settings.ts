/** How to reach one provider. */
export interface ProviderSettings {
  apiKey: string
  /** Another server of the same dialect, as that provider's SDK takes it; the provider's own when absent. */
  baseUrl?: string | undefined
  /** Tells this key apart, without showing it; the start of its SHA-256 when absent. */
  keyId?: string | undefined
}

/** The SDKs' own limit until the response begins. The loop's is shorter and covers the whole attempt. */
export const sdkTimeoutMs = 600_000

/** A base address without the slash that the paths bring along. */
export function trimSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
