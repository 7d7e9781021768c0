// Several views of one thing, one at a time.
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';

type Props<Id extends string> = {
  label: string;
  tabs: readonly { readonly id: Id; readonly label: string; readonly count?: string | undefined; readonly content: ReactNode }[];
  value: Id;
  onChange: (id: Id) => void;
};

/** Only the chosen tab's content is rendered. */
export function Tabs<Id extends string>({ label, tabs, value, onChange }: Props<Id>) {
  return (
    <AriaTabs
      className="tabs"
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = tabs.find((tab) => tab.id === key);
        if (chosen) onChange(chosen.id);
      }}
    >
      <TabList className="tab-list" aria-label={label}>
        {tabs.map((tab) => (
          <Tab className="tab" key={tab.id} id={tab.id}>
            {tab.label}
            {tab.count !== undefined && <span className="count">{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel className="tab-panel" key={tab.id} id={tab.id}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
