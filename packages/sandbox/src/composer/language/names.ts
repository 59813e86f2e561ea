/** Names that keep their capital when the rest of a title is written small; most of them are places. */
export const knownNames: ReadonlySet<string> = new Set(
  `alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa
  kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada
  hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont virginia
  washington wisconsin wyoming cincinnati columbus cleveland dayton toledo akron springfield chicago boston denver dallas
  houston austin seattle portland phoenix atlanta miami orlando tampa detroit indianapolis louisville nashville memphis
  charlotte pittsburgh philadelphia baltimore minneapolis milwaukee sacramento roseville oakland angeles diego francisco
  norwood covington america europe canada germany france spain italy england london berlin paris vienna zurich
  january february april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday newton ohm hooke faraday kepler galileo einstein darwin google
  facebook instagram linkedin microsoft apple amazon tesla ngss pasco capstone christmas easter thanksgiving halloween`.split(
    /\s+/,
  ),
)

/** The known names, and the first word of the brand. */
export function namesFor(brand: string | undefined): Set<string> {
  const [first = ''] = (brand ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return new Set([...knownNames, first])
}
