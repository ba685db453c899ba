//! Photos of returns: sent by their buyers, looked at, and deleted. Where they lie and what is one, `domain::returns::photo` says.

use domain::{
    ShopId,
    returns::{
        photo::{self, FIRST_BYTES, MediaType, NoPhoto, Photo},
        rules::Photos,
    },
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Objects, ObjectsError,
    form::{Then, Upload, UploadForm},
};

/// A form is good for so long: as long as it takes to choose a photo and send it over a slow line.
const FORM: SignedDuration = SignedDuration::from_mins(15);
/// A link shows a photo for so long.
const SHOWN: SignedDuration = SignedDuration::from_mins(10);
/// One sweep deletes at most so many: about half a minute's work.
const MOST_SWEPT: usize = 1_000;

/// What a sweep came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Photos that are kept.
    pub kept: usize,
    /// Photos that were deleted.
    pub deleted: usize,
    /// Photos whose time is over and that the next sweep deletes.
    pub left: usize,
}

impl Objects {
    /// The form by which a buyer sends the photo `id` of a return.
    pub async fn photo_form(
        &self,
        (shop, of, id): (&ShopId, &str, &str),
        bounds: &Photos,
        then: Then,
        now: Timestamp,
    ) -> Result<UploadForm, ObjectsError> {
        let upload = Upload {
            key: photo::key(shop, of, id),
            media_type: "image/".to_owned(),
            usual: MediaType::Jpeg.as_str().to_owned(),
            most: bounds.longest(),
            until: now + FORM,
            then,
        };
        self.form(&upload, now).await
    }

    /// Looks at what was sent as the photo `id`: what it is and how long. What is no photo is deleted at once.
    pub async fn look_at_photo(
        &self,
        (shop, of, id): (&ShopId, &str, &str),
        bounds: &Photos,
    ) -> Result<Result<(MediaType, u64), NoPhoto>, ObjectsError> {
        let key = photo::key(shop, of, id);
        let Some(first) = self.first(&key, FIRST_BYTES).await? else { return Ok(Err(NoPhoto::Missing)) };
        match photo::look(&first.bytes, first.length, bounds) {
            Ok(media_type) => Ok(Ok((media_type, first.length))),
            Err(no) => {
                self.delete(&key).await?;
                Ok(Err(no))
            }
        }
    }

    /// An address that shows a photo for ten minutes, as what it was when it was looked at and as nothing else. Whoever has the
    /// address sees it: it stands on pages of the shop's own people, and in no mail.
    pub async fn photo_link(
        &self,
        (shop, of): (&ShopId, &str),
        photo: &Photo,
        now: Timestamp,
    ) -> Result<String, ObjectsError> {
        self.link(&photo::key(shop, of, &photo.id), photo.media_type.as_str(), SHOWN, now).await
    }

    /// Deletes one photo.
    pub async fn delete_photo(&self, (shop, of, id): (&ShopId, &str, &str)) -> Result<(), ObjectsError> {
        self.delete(&photo::key(shop, of, id)).await
    }

    /// Deletes all photos of a return. Answers how many.
    pub async fn delete_photos(&self, shop: &ShopId, of: &str) -> Result<usize, ObjectsError> {
        let all = self.list(&photo::of_return(shop, of)).await?;
        for listed in &all {
            self.delete(&listed.key).await?;
        }
        Ok(all.len())
    }

    /// Deletes the photos of a shop whose time is over.
    pub async fn sweep_photos(
        &self,
        shop: &ShopId,
        bounds: &Photos,
        now: Timestamp,
    ) -> Result<Swept, ObjectsError> {
        let mut swept = Swept::default();
        for listed in self.list(&photo::of_shop(shop)).await? {
            let is_over = listed.at.is_some_and(|written| photo::is_over(written, bounds, now));
            if !is_over {
                swept.kept += 1;
            } else if swept.deleted < MOST_SWEPT {
                self.delete(&listed.key).await?;
                swept.deleted += 1;
            } else {
                swept.left += 1;
            }
        }
        Ok(swept)
    }
}
