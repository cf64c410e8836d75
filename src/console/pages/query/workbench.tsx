import 'graphiql/setup-workers/vite';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './workbench.css';
import { pick, ToolbarButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useComputedColorScheme } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useRef } from 'react';
import { useHref } from 'react-router';
import { Copying, copyText } from '../../components/copying.js';
import { useService } from '../../graphql/service-context.js';
import { texts } from '../../texts/texts.js';
import { firstExample } from './examples.js';
import { fetcherOf } from './fetcher.js';
import type { Operation } from './operation.js';
import { queryAddress } from './query-address.js';

interface WorkbenchProps {
  /** Is opened in a tab of its own. */
  readonly wanted: Operation | null;
  readonly onOpened: () => void;
}

/** GraphiQL: an editor that knows the schema, the answer, the documentation of every type, and what was asked before. */
export function Workbench(props: WorkbenchProps) {
  const service = useService();
  const fetcher = useMemo(() => fetcherOf(service), [service]);
  const colours = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return (
    <div className="workbench">
      <GraphiQL
        fetcher={fetcher}
        defaultQuery={firstExample}
        onCopyQuery={(query) => void copyText(query)} // its own way needs a secure address
        forcedTheme={colours}
        defaultTheme={colours}
        isHeadersEditorEnabled={false}
        showPersistHeadersSettings={false}
        defaultEditorToolsVisibility="variables"
      >
        <GraphiQL.Logo>
          <></>
        </GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {({ prettify, merge, copy }) => (
            <>
              {prettify}
              {merge}
              {copy}
              <CopyLink />
            </>
          )}
        </GraphiQL.Toolbar>
        <OpenWanted {...props} />
      </GraphiQL>
    </div>
  );
}

/** Opens what is wanted, once there are editors to open it in; again, if a tab already has it. */
function OpenWanted({ wanted, onOpened }: WorkbenchProps) {
  const actions = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor } = useGraphiQL(pick('tabs', 'queryEditor', 'variableEditor'));
  const done = useRef<Operation | null>(null); // the tabs change before whoever wants it knows that it is open
  useEffect(() => {
    if (wanted === done.current || !queryEditor || !variableEditor) return;
    done.current = wanted;
    if (!wanted) return;
    const open = tabs.findIndex(({ query, variables }) => query === wanted.query && variables === wanted.variables);
    if (open === -1) {
      actions.addTab();
      queryEditor.setValue(wanted.query);
      variableEditor.setValue(wanted.variables);
    } else actions.changeTab(open);
    queryEditor.focus();
    onOpened();
  }, [wanted, onOpened, tabs, queryEditor, variableEditor, actions]);
  return null;
}

/** Copies an address that opens this operation, for somebody else. */
function CopyLink() {
  const { queryEditor, variableEditor } = useGraphiQL(pick('queryEditor', 'variableEditor'));
  const page = useHref('/');
  const { copyLink } = texts.query;
  const link = () => {
    const operation = { query: queryEditor?.getValue() ?? '', variables: variableEditor?.getValue() ?? '' };
    return new URL(page.slice(0, -1) + queryAddress(operation), window.location.href).href;
  };
  return (
    <Copying of={link}>
      {({ copy, copied }) => (
        <ToolbarButton label={copied ? texts.shell.copying.copied : copyLink} onClick={copy}>
          <IconLink className="graphiql-toolbar-icon" aria-hidden />
        </ToolbarButton>
      )}
    </Copying>
  );
}
