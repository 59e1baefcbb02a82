// How a member appears to others, how the portal speaks to them, and what guards their account.
import { useTranslation } from 'react-i18next';
import { useMe } from '../member/member.ts';
import { useRoleName } from '../member/role-name.ts';
import { NotificationSection } from '../notifications/notification-section.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { DeleteProfile } from './delete-profile.tsx';
import { Devices } from './devices.tsx';
import { EmailField } from './email-field.tsx';
import { PasskeysSection } from './passkeys-section.tsx';
import { PictureField } from './picture-field.tsx';
import { ProfileForm } from './profile-form.tsx';
import { ProvidersSection } from './providers-section.tsx';
import { TwoFactorSection } from './two-factor-section.tsx';
import './profile.css';

export function ProfilePage() {
  const { t } = useTranslation();
  usePageTitle(t('profile.title'));
  return (
    <div className="page profile">
      <div className="page-head">
        <div>
          <h1>{t('profile.title')}</h1>
          <p>{t('profile.lead')}</p>
        </div>
      </div>
      <PictureField />
      <ProfileForm />
      <Facts />
      <TwoFactorSection />
      <PasskeysSection />
      <ProvidersSection />
      <NotificationSection />
      <Devices />
      <DeleteProfile />
    </div>
  );
}

function Facts() {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const { member, organisation } = useMe();
  return (
    <dl className="profile-facts">
      <dt>{t('profile.email')}</dt>
      <dd>
        <EmailField />
      </dd>
      <dt>{t('profile.organisation')}</dt>
      <dd>{organisation.name}</dd>
      <dt>{t('profile.role')}</dt>
      <dd>
        <bdi>{roleName(member.role, member.roleName)}</bdi>
      </dd>
    </dl>
  );
}
