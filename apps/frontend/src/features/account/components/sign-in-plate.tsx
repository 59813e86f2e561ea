/** The plate beside the sign-in: a sentence as a proof-reader would hand it back. Decoration, so hidden from readers. */
export function SignInPlate() {
  return (
    <div aria-hidden className="hidden border-l bg-sunk lg:grid lg:place-items-center lg:p-12">
      <p className="font-serif text-[clamp(3.25rem,5.6vw,6rem)] leading-[1.55] font-[380] tracking-[-0.025em] whitespace-nowrap">
        Every client
        <br />
        has{' '}
        <span className="relative inline-block w-[0.56em]">
          &#8203;
          <span className="absolute bottom-[2.02em] left-[0.56em] -translate-x-1/2 -rotate-3 text-[0.5em] leading-none text-accent italic">
            its own
          </span>
          <Stroke className="absolute bottom-[0.26em] left-0 h-[0.62em] w-full" viewBox="0 0 40 44">
            <path d="M3 41C12 28 17 17 20 4c3 14 8 25 17 37" />
          </Stroke>
        </span>{' '}
        <span className="relative inline-block">
          voice
          <Stroke className="absolute bottom-[0.2em] left-0 h-[0.12em] w-full" viewBox="0 0 200 14">
            <path d="M2 9C40 3 90 4 120 7s55 3 78-3" />
          </Stroke>
        </span>
        .
      </p>
    </div>
  )
}

/** A stroke of the blue pencil. */
function Stroke(props: { className: string; viewBox: string; children: React.ReactNode }) {
  return (
    <svg
      viewBox={props.viewBox}
      preserveAspectRatio="none"
      className={`text-accent ${props.className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="3.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {props.children}
    </svg>
  )
}
