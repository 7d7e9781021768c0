// The picture of the welcome screen: cards of a card file, two of which are the same person.

/** Decoration only. */
export function CardFile() {
  const card = (x: number, y: number, tab: number, tone: string, key: number) => (
    <g key={key} transform={`translate(${x} ${y})`} className={tone}>
      <path d={`M0 14a6 6 0 0 1 6-6h${tab - 12}l6-8h52l6 8h${214 - tab - 64}a6 6 0 0 1 6 6v86a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6Z`} />
      <path d="M16 34h84M16 50h132M16 66h60" className="line" />
    </g>
  );
  return (
    <svg className="card-file" viewBox="0 0 300 156" role="presentation" aria-hidden="true">
      {card(60, 6, 136, 'card', 0)}
      {card(36, 22, 84, 'card', 1)}
      {card(12, 42, 24, 'card twin', 2)}
      <path d="M28 76h64M28 92h118M28 108h44" className="line strong" />
    </svg>
  );
}
