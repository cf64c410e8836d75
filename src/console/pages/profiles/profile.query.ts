import { graphql, type FragmentOf } from '../../graphql/graphql.js';
import { AllSettings } from '../../settings/all-settings.query.js';
import { ProfileHead } from './profile-list.query.js';

export const ProfileFields = graphql(
  `
    fragment ProfileFields on Profile {
      ...ProfileHead
      settings {
        ...AllSettings
      }
    }
  `,
  [AllSettings, ProfileHead],
);

export type ProfileData = FragmentOf<typeof ProfileFields>;

export const ProfileById = graphql(
  `
    query ProfileById($id: ID!) {
      profile(id: $id) {
        ...ProfileFields
      }
    }
  `,
  [ProfileFields],
);

export const ProfileByName = graphql(`
  query ProfileByName($name: String!) {
    profile(name: $name) {
      id
      revision
      builtIn
    }
  }
`);

export const CreateProfile = graphql(
  `
    mutation CreateProfile($input: CreateProfileInput!) {
      createProfile(input: $input) {
        profile {
          ...ProfileFields
        }
      }
    }
  `,
  [ProfileFields],
);

export const UpdateProfile = graphql(
  `
    mutation UpdateProfile($input: UpdateProfileInput!) {
      updateProfile(input: $input) {
        profile {
          ...ProfileFields
        }
      }
    }
  `,
  [ProfileFields],
);

export const DuplicateProfile = graphql(
  `
    mutation DuplicateProfile($input: DuplicateProfileInput!) {
      duplicateProfile(input: $input) {
        profile {
          ...ProfileFields
        }
      }
    }
  `,
  [ProfileFields],
);

export const DeleteProfile = graphql(`
  mutation DeleteProfile($input: DeleteProfileInput!) {
    deleteProfile(input: $input) {
      deletedProfileId
    }
  }
`);
