/** What a column of versions can hold. */
const mostVersions = 2 ** 31 - 1

/** A version as the database can be asked for it: a number that is beyond its columns is one that nothing has, 0. */
export function storableVersion(version: number): number {
  return version <= mostVersions ? version : 0
}
