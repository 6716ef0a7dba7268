//! From trained weights to the file that the annotator reads.

use super::examples::Labels;
use super::model::Model;
use super::tensor::Tensor;
use dateline::english::weights::WeightsWriter;

/// The bytes of the file of weights: matrices of 8-bit integers with one scale a row, the rest as it is.
pub fn quantise(model: &Model, labels: &Labels) -> Vec<u8> {
    let mut writer = WeightsWriter::default();
    let matrix = |name: &str, tensor: &Tensor, writer: &mut WeightsWriter| {
        let (weights, scales) = rows(tensor);
        writer.i8s(&format!("{name}.weight"), &weights);
        writer.f32s(&format!("{name}.scale"), &scales);
    };
    matrix("embeddings", &model.embeddings, &mut writer);
    for linear in model.linears() {
        let name = linear.weight.name.trim_end_matches(".weight");
        matrix(name, &linear.weight, &mut writer);
        writer.f32s(&linear.bias.name, &linear.bias.data);
    }
    for norm in model.norms() {
        writer.f32s(&norm.gain.name, &norm.gain.data);
        writer.f32s(&norm.shift.name, &norm.shift.data);
    }
    writer.f32s(&model.distances.name, &model.distances.data);
    let tags: String = labels.tags.iter().map(|(upos, xpos)| format!("{upos}\t{xpos}\n")).collect();
    writer.bytes("tags.labels", tags.into_bytes());
    let relations: String = labels.relations.iter().map(|relation| format!("{relation}\n")).collect();
    writer.bytes("relations.labels", relations.into_bytes());
    writer.finish()
}

/// Each row divided by its scale, which makes its greatest weight 127.
fn rows(tensor: &Tensor) -> (Vec<i8>, Vec<f32>) {
    let mut weights = Vec::with_capacity(tensor.data.len());
    let mut scales = Vec::with_capacity(tensor.rows);
    for row in tensor.data.chunks_exact(tensor.columns) {
        let most = row.iter().fold(0.0f32, |most, w| most.max(w.abs()));
        let scale = most.max(1e-9) / 127.0;
        weights.extend(row.iter().map(|w| (w / scale).round() as i8));
        scales.push(scale);
    }
    (weights, scales)
}
