/** The function, with its last few values remembered. */
export function keepingLast<Value>(count: number, make: (key: number) => Value): (key: number) => Value {
  const kept = new Map<number, Value>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    kept.set(key, made);
    for (const oldest of kept.keys()) {
      if (kept.size <= count) break;
      kept.delete(oldest);
    }
    return made;
  };
}
