import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

interface SearchInputProps {
  readonly label: string;
  /** As it stands in the address when the input appears. */
  readonly search: string;
  readonly change: (change: { readonly search: string }) => void;
}

/** Finds by name. Has its own state, since the address follows a moment later than one types. */
export function SearchInput({ label, search, change }: SearchInputProps) {
  const [text, setText] = useState(search);
  return (
    <TextInput
      type="search"
      label={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        change({ search: value });
      }}
    />
  );
}
