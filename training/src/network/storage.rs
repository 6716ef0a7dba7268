//! Trained networks on disk as they are, for use as teachers.

use super::examples::Labels;
use super::model::{Model, Sizes};
use crate::random::Random;
use dateline::english::weights::{Weights, WeightsError, WeightsWriter};
use std::io;

/// The bytes of a file with all parameters.
pub fn write(model: &Model) -> Vec<u8> {
    let mut writer = WeightsWriter::default();
    model.tensors().iter().for_each(|tensor| writer.f32s(&tensor.name, &tensor.data));
    writer.finish()
}

/// Reads such a file again; the labels must be those it was trained with.
pub fn read(bytes: &[u8], labels: &Labels) -> io::Result<Model> {
    parameters(bytes, labels).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e.to_string()))
}

fn parameters(bytes: &[u8], labels: &Labels) -> Result<Model, WeightsError> {
    let weights = Weights::read(bytes)?;
    let width = weights.f32s("embeddings.norm.gain")?.len();
    let state = |name: &str| Ok(weights.f32s(name)?.len() / 4);
    let states = [state("first.gates.bias")?, state("second.gates.bias")?];
    let reach = (weights.f32s("convolution.weight")?.len() / width - width) / 2;
    let sizes = Sizes { width, reach, states, tags: labels.tags.len(), relations: labels.relations.len() };
    let mut model = Model::new(sizes, &mut Random::new(0, 0));
    for tensor in model.tensors_mut() {
        let data = weights.f32s(&tensor.name)?;
        if data.len() != tensor.data.len() {
            return Err(WeightsError::Corrupt);
        }
        tensor.data = data;
    }
    Ok(model)
}
